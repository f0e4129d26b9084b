"""`python -m chroma_generator`."""

import sys

from chroma_generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
