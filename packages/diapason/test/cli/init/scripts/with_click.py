"""Trains by flags of click."""

import click


@click.command()
@click.option("--lr", default=1e-3, type=float, show_default=True, help="Learning rate.")
@click.option("--batch-size", "-b", default=64, type=int, help="Images in a batch.", show_default=True)
@click.option("--dropout", type=click.FloatRange(0, 1), default=0.1, show_default=True)
@click.option("--optimizer", type=click.Choice(["adam", "sgd"]), default="adam", show_default=True)
@click.option("--nesterov/--no-nesterov", default=False, show_default=True, help="Nesterov momentum.")
@click.option("--amsgrad", is_flag=True, help="The variant of Adam.")
@click.option("--epochs", default=10, show_default=True)
@click.option("--out", default="runs", show_default=True)
def main(lr, batch_size, dropout, optimizer, nesterov, amsgrad, epochs, out):
    for epoch in range(1, epochs + 1):
        click.echo(f"epoch {epoch} val_acc={1 - 1 / (epoch + lr)}")


if __name__ == "__main__":
    main()
