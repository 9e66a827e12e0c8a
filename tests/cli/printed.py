"""What the command line printed, read back."""

import json


def answers(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]
