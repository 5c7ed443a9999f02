"""The tests; what is compiled of them and of kg is kept, whatever the environment says of bytecode.

Where nothing is kept, each process of a run rewrites the assertions of all files before its first test, which takes
longer than all else that it does until then, and each program that a test starts compiles kg anew.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
