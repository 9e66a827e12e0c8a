"""`python -m pathways` is the command line."""

import sys

from pathways.cli import main

sys.exit(main())
