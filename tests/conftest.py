"""What holds for all tests."""

import signal

from hypothesis import settings

# How long an example takes says more of the machine than of the code; what takes long is measured in benchmarks/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Who is started in the background by a plain shell is told to ignore interrupts, and so would be all that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
