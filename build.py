"""Entry point: python build.py [build|check|serve|import] ..."""

import sys

from site_gen.unchanged import tell_unchanged

if __name__ == "__main__":
    if tell_unchanged(sys.argv[1:]):
        raise SystemExit(0)
    from site_gen.cli import main

    raise SystemExit(main())
