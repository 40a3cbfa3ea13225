"""Lets MiniStack 1.5.33 hand out messages as soon as there are any, and the stream's records four times a second.

One thread of it polls both, and waits while a function has a batch of the stream:
meanwhile no function gets a message, of any queue. Where a look was in vain, as it
mostly is while as many functions are at work as may be, it pauses for 50 ms before
the next. And after each invocation it waits until its log was quiet for 5 ms. AWS has
pollers for each queue, looks at each shard of a stream four times a second
(https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html), and waits for no log.
What is handed out is the same.
"""

import threading
import time

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_poll = lambda_svc._poll_dynamodb_streams
_between_looks_seconds = 0.25


def poll_streams():
    while True:
        try:
            _poll()
        except Exception as error:  # as its own loop does: the next pass may find it mended
            lambda_svc.logger.error("stream poller: %s", error)
        time.sleep(_between_looks_seconds)


# For the first line, after the last one, and at most; in seconds.
lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = (0.050, 0.001, 0.250)
lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS = 0.005
lambda_svc._poll_dynamodb_streams = lambda: False
threading.Thread(target=poll_streams, daemon=True, name="stream-poller").start()
