"""Run as a module: a portal without a table, into which a backup is restored, verified, and written into an archive."""

import sys


def main(backup: str, archive: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("restore", backup)
    call_command("migrate", verbosity=0)
    call_command("verify_editions")
    call_command("export_archive", archive)


if __name__ == "__main__":
    main(*sys.argv[1:])
