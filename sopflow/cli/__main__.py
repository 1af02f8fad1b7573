"""`python -m sopflow.cli`: the same program as `sopflow`."""

from sopflow.cli.main import app

if __name__ == "__main__":
    app()
