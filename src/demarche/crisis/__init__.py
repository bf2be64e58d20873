"""Records of many pages joined."""
