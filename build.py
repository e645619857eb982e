"""Entry point: python build.py [build|check|serve|import] ..."""

from site_gen.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
