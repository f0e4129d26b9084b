"""``python -m chroma_server`` is the ``chroma`` command."""

import sys

from chroma_server.cli import main

sys.exit(main())
