"""One thread a product: numpy's matrices here are small, beside a network that uses all cores."""

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
