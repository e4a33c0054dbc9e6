import type { Job } from "../job.ts"

/** Multilayer perceptron on a table. */
export const mlp: Job = {
  name: "mlp-table",
  title: "multilayer perceptron on a table",
  signs: [
    [/\bMLP(Classifier|Regressor)\b/],
    [/\b(read_csv|load_breast_cancer|load_wine|fetch_california_housing|fetch_openml|rtdl)\b/, /\bnn\.Linear\b|\bDense\(/],
  ],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr", "learning_rate_init"],
      range: "log(1e-5, 1e-2)",
      why: "the range that Gorishniy et al. searched",
      spread: "3x",
    },
    {
      name: "width",
      also: ["hidden", "hidden_size", "hidden_dim", "n_units", "units", "layer_size", "hidden_units", "d_layers"],
      range: "int(16, 1024, log)",
      why: "units in a layer, by factors",
      spread: "3x",
    },
    {
      name: "layers",
      also: ["n_layers", "num_layers", "depth", "n_hidden_layers", "hidden_layers"],
      range: "int(1, 8)",
      why: "Gorishniy et al. searched one to eight",
    },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.5)",
      why: "Gorishniy et al. searched up to a half",
      spread: 0.15,
    },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2", "alpha"],
      range: "mix(0, log(1e-6, 1e-2))",
      why: "a penalty works over orders of magnitude; 0 stays a value of its own",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(32, 64, 128, 256, 512)",
      why: "doubling; small tables want small ones",
    },
  ],
  starts: [
    {
      name: "rtdl",
      values: { learning_rate: 0.001, width: 256, layers: 3, dropout: 0.1, batch_size: 128 },
      source: {
        cite: "McElfresh et al.: When Do Neural Nets Outperform Boosted Trees on Tabular Data?; layers of 128, 256 and 128, here all of 256",
        year: 2023,
        where: "rtdl_MLP of TabZilla",
      },
    },
    {
      name: "defaults",
      values: { learning_rate: 0.001, width: 100, layers: 1, dropout: 0, weight_decay: 0.0001, batch_size: 128 },
      source: {
        cite: "scikit-learn manual (Pedregosa et al. 2011), whose batches are of at most 200 rows; Adam as in Kingma, Ba 2015",
        year: 2011,
        where: "MLPClassifier",
      },
    },
  ],
  interactions: ["The best learning rate grows with the square root of the batch size for Adam (Malladi et al. 2022)."],
  scaling: { rate: "learning_rate", size: "batch_size", law: "root", from: "Malladi et al. 2022" },
}
