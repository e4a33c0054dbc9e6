import type { Job } from "../job.ts"

/** Time-series forecaster with recurrent layers. */
export const forecaster: Job = {
  name: "lstm-forecast",
  title: "time-series forecaster with recurrent layers",
  signs: [[/\b(DeepAR\w*|gluonts)\b/], [/\b(nn\.)?LSTM\(/, /forecast|time_?series|horizon|seq_len|lookback/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(1e-4, 1e-2)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "hidden_size",
      also: ["hidden", "hidden_dim", "num_cells", "units", "n_units", "width"],
      range: "int(16, 256, log)",
      why: "units in a layer, by factors",
      spread: "2x",
    },
    { name: "num_layers", also: ["layers", "n_layers", "depth"], range: "int(1, 4)", why: "more layers seldom help", spread: 1 },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.4)",
      why: "between the layers",
      spread: 0.1,
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(16, 32, 64, 128, 256)",
      why: "doubling",
    },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-9, 1e-3)",
      why: "a penalty works over orders of magnitude",
    },
  ],
  starts: [
    {
      name: "gluonts",
      values: { learning_rate: 0.001, hidden_size: 40, num_layers: 2, dropout: 0.1, batch_size: 32, weight_decay: 1e-8 },
      source: { cite: "GluonTS manual (Alexandrov et al. 2020)", year: 2020, where: "gluonts.torch DeepAREstimator" },
    },
  ],
  interactions: ["The window that is looked back on matters more than the width of the layers."],
}
