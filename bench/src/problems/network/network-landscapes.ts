import type { Landscape } from "../landscape.ts"
import { forecast, type Training } from "./surrogate.ts"

/** Real hyperparameters of real networks by surrogate: the validation accuracy after all 52 epochs, in percent, on 12 tasks of LCBench. */
export const networkLandscapes = (): readonly Landscape[] => [
  ...["3945", "7593", "126025", "126029", "146212", "167104"].map((task) => network(task, "tune")),
  ...["167149", "167152", "167161", "167181", "167184", "168329"].map((task) => network(task, "judge")),
]

const network = (task: string, use: Landscape["use"]): Landscape => ({
  name: `lcbench-${task}`,
  family: "network",
  use,
  space: {
    batch_size: { type: "int", low: 16, high: 512, scale: "log" },
    learning_rate: { type: "float", low: 1e-4, high: 0.1, scale: "log" },
    momentum: { type: "float", low: 0.1, high: 0.99 },
    weight_decay: { type: "float", low: 1e-5, high: 0.1 },
    num_layers: { type: "int", low: 1, high: 5 },
    max_units: { type: "int", low: 64, high: 1024, scale: "log" },
    max_dropout: { type: "float", low: 0, high: 1 },
  },
  objectives: [{ metric: "val_accuracy", direction: "maximize" }],
  truth: (config) => ({ val_accuracy: forecast(task, config as unknown as Training, epochs).val_accuracy }),
})

const epochs = 52
