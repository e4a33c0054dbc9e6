"""Trains by flags of typer."""

from enum import Enum
from typing import Annotated, Optional

import typer


class Activation(str, Enum):
    relu = "relu"
    gelu = "gelu"


app = typer.Typer()


@app.command()
def main(
    data: str = typer.Argument("data"),
    learning_rate: float = typer.Option(3e-4, "--lr", help="Learning rate."),
    weight_decay: Annotated[float, typer.Option(help="Decay of weights.")] = 0.0,
    hidden_size: int = 128,
    activation: Activation = Activation.relu,
    nesterov: bool = False,
    augment: Annotated[bool, typer.Option("--augment")] = False,
    resume: Optional[str] = None,
    epochs: int = 5,
):
    for epoch in range(1, epochs + 1):
        print(f"epoch={epoch} val_loss: {1 / (epoch + learning_rate):.4f}")


if __name__ == "__main__":
    app()
