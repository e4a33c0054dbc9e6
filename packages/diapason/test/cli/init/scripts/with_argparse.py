"""Trains by flags of argparse."""

import argparse

WIDTH = 256


def flags():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--lr", type=float, default=1e-3, help="learning rate, (0, 1)")
    parser.add_argument("--weight-decay", "--wd", type=float, default=0.0)  # added to the loss
    parser.add_argument("-b", "--batch-size", type=int, default=64, metavar="N", help="images in a batch")
    parser.add_argument(
        "--optimizer",
        choices=["sgd", "adam", "lion"],
        default="adam",
    )
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--nesterov", action="store_true", help="look ahead")
    parser.add_argument("--augment", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--momentum", default=0.9)
    parser.add_argument("--use-bn", type=bool, default=True)
    parser.add_argument("--sharpness", type=float, default=0.05)
    parser.add_argument("--milestones", type=int, nargs="+", default=[30, 60])
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--data", default="data")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--amp", action="store_true")
    parser.add_argument("--num-workers", type=int, default=4)
    return parser.parse_args()


def main():
    args = flags()
    for epoch in range(1, args.epochs + 1):
        train_loss = args.lr + 1 / epoch
        print(f"epoch {epoch} train_loss={train_loss:.4f} val_loss={train_loss * 1.1:.4f} val_acc={1 - train_loss:.4f}")


if __name__ == "__main__":
    main()
