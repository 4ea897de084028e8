"""`python -m geo` is the console command `groundshift`."""

from geo.cli import main

if __name__ == "__main__":
    main()
