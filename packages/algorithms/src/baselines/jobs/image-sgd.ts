import type { Job } from "../job.ts"

/** Image classifier with SGD. */
export const imageSgd: Job = {
  name: "image-sgd",
  title: "image classifier with SGD",
  signs: [
    [/\bresnet|\bwide_?resnet|\bvgg\d|\bdensenet|torchvision\.models/, /\bSGD\b/],
    [/(cifar|imagenet|ImageFolder|MNIST)\w*/, /\bSGD\b/],
  ],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(0.001, 1)",
      why: "a step size works over orders of magnitude; 0.1 is the usual start with batch normalisation",
      spread: "3x",
    },
    { name: "momentum", also: ["mom", "mu"], range: "float(0.8, 0.99)", why: "below 0.8 it hardly acts", spread: 0.05 },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-6, 1e-2)",
      why: "a penalty works over orders of magnitude; small images take more of it",
      spread: "5x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(32, 64, 128, 256, 512)",
      why: "doubling, as far as memory reaches",
    },
    { name: "nesterov", range: "bool", why: "on or off" },
    { name: "label_smoothing", also: ["smoothing", "ls"], range: "float(0, 0.2)", why: "above 0.2 the labels say little", spread: 0.1 },
    { name: "mixup", also: ["mixup_alpha"], range: "float(0, 1)", why: "the weight of mixed images; 0 mixes none", spread: 0.2 },
    { name: "warmup_epochs", also: ["warmup_epoch", "warmup"], range: "int(0, 10)", why: "large batches need some epochs of warm-up" },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.5)",
      why: "wide networks on small images gain by it",
      spread: 0.2,
    },
  ],
  starts: [
    {
      name: "resnet",
      values: {
        learning_rate: 0.1,
        momentum: 0.9,
        weight_decay: 0.0001,
        batch_size: 256,
        nesterov: false,
        label_smoothing: 0,
        mixup: 0,
        warmup_epochs: 0,
        dropout: 0,
      },
      source: { cite: "He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition", year: 2016, where: "section 3.4" },
    },
    {
      name: "wide-resnet",
      values: {
        learning_rate: 0.1,
        momentum: 0.9,
        weight_decay: 0.0005,
        batch_size: 128,
        nesterov: true,
        label_smoothing: 0,
        mixup: 0,
        warmup_epochs: 0,
        dropout: 0.3,
      },
      source: { cite: "Zagoruyko, Komodakis: Wide Residual Networks", year: 2016, where: "section 3, CIFAR" },
    },
    {
      name: "large-batch",
      values: {
        learning_rate: 0.2,
        momentum: 0.9,
        weight_decay: 0.0001,
        batch_size: 512,
        nesterov: false,
        label_smoothing: 0.1,
        mixup: 0.2,
        warmup_epochs: 5,
        dropout: 0,
      },
      source: {
        cite: "He et al.: Bag of Tricks for Image Classification with Convolutional Neural Networks, on the rule of Goyal et al. 2017",
        year: 2019,
        where: "sections 3.1 and 5",
      },
    },
  ],
  interactions: [
    "The best learning rate grows with the batch size: linearly for SGD, with a warm-up of some epochs (Goyal et al. 2017, section 2.1).",
    "Learning rate and weight decay act as a product: a larger rate wants a smaller decay.",
  ],
  scaling: { rate: "learning_rate", size: "batch_size", law: "linear", from: "Goyal et al. 2017, section 2.1" },
}
