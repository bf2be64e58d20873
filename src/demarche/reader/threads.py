"""Threads: the network's calls take a core each, numpy's small products share one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock

from threadpoolctl import ThreadpoolController

_MULTIPLYING = RLock()


@contextmanager
def one_thread_a_product() -> Iterator[None]:
    """Have numpy multiply on one thread.

    The matrices are small, and threads that wait for the next one take the processor from the
    network. The limit holds for the whole process, so of several threads that read, one multiplies
    at a time.
    """
    with _MULTIPLYING, _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def count_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
