"""What bodies such as the UN Security Council could pass: rules, members, forecasts, bargaining."""
