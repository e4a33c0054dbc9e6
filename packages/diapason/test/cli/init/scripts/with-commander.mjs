// Trains by flags of commander.
import { Command, Option } from "commander"

const program = new Command("train")
  .option("-l, --lr <number>", "learning rate", Number, 0.01)
  .option("--batch-size <n>", "examples in a batch", (text) => parseInt(text, 10), 32)
  .addOption(new Option("--activation <name>", "of the hidden layer").choices(["relu", "tanh"]).default("relu"))
  .option("--nesterov", "look ahead")
  .option("--shuffle", "in a new order each epoch")
  .option("--no-shuffle", "always in the same order")
  .option("--epochs <n>", "passes over the data", Number, 4)
  .option("--layers <sizes...>", "sizes of the layers")
  .requiredOption("--hidden <n>", "units of the hidden layer", Number)
program.parse()
const { lr, epochs, hidden } = program.opts()
for (let epoch = 1; epoch <= epochs; epoch++) console.log(JSON.stringify({ step: epoch, val_loss: (lr * epoch) / hidden }))
