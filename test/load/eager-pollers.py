"""Lets MiniStack 1.5.33 hand out messages and the stream's records as soon as there are any.

One thread of it polls both, and waits while a function has a batch of the stream:
meanwhile no function gets a message, of any queue. And where a look was in vain, as
it mostly is while as many functions are at work as may be, it pauses for 50 ms before
the next. AWS has pollers for each queue and stream. What is handed out is the same.
"""

import threading
import time

from ministack.services import lambda_svc

_poll = lambda_svc._poll_dynamodb_streams
_pause_seconds = 0.02


def poll_streams():
    while True:
        try:
            found = _poll()
        except Exception as error:  # as its own loop does: the next pass may find it mended
            lambda_svc.logger.error("stream poller: %s", error)
            found = False
        if not found:
            time.sleep(_pause_seconds)


lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS = 0.005
lambda_svc._poll_dynamodb_streams = lambda: False
threading.Thread(target=poll_streams, daemon=True, name="stream-poller").start()
