import type { Job } from "../job.ts"

/** Image classifier with AdamW (vision transformers, ConvNeXt). */
export const imageAdamw: Job = {
  name: "image-adamw",
  title: "image classifier with AdamW (vision transformers, ConvNeXt)",
  signs: [[/\b(vit_|deit|swin|convnext|VisionTransformer|ViTFor)/], [/\btimm\b/, /\badamw\b|\bAdamW\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(1e-5, 1e-2)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-3, 0.3)",
      why: "a penalty works over orders of magnitude; decoupled from the rate it is larger than with SGD",
      spread: "3x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(64, 128, 256, 512, 1024, 2048, 4096)",
      why: "doubling, as far as memory reaches",
    },
    { name: "warmup_epochs", also: ["warmup_epoch", "warmup"], range: "int(0, 30)", why: "transformers diverge without warm-up" },
    { name: "label_smoothing", also: ["smoothing", "ls"], range: "float(0, 0.2)", why: "above 0.2 the labels say little", spread: 0.1 },
    { name: "mixup", also: ["mixup_alpha"], range: "float(0, 1)", why: "the weight of mixed images; 0 mixes none", spread: 0.3 },
    { name: "cutmix", also: ["cutmix_alpha"], range: "float(0, 1)", why: "the weight of pasted patches; 0 pastes none", spread: 0.3 },
    {
      name: "drop_path",
      also: ["drop_path_rate", "stochastic_depth"],
      range: "float(0, 0.5)",
      why: "deeper networks take more of it",
      spread: 0.1,
    },
    {
      name: "reprob",
      also: ["random_erase", "random_erasing"],
      range: "float(0, 0.5)",
      why: "the share of images with an erased part",
      spread: 0.2,
    },
  ],
  starts: [
    {
      name: "deit",
      values: {
        learning_rate: 0.001,
        weight_decay: 0.05,
        batch_size: 1024,
        warmup_epochs: 5,
        label_smoothing: 0.1,
        mixup: 0.8,
        cutmix: 1,
        drop_path: 0.1,
        reprob: 0.25,
      },
      source: { cite: "Touvron et al.: Training data-efficient image transformers (DeiT)", year: 2021, where: "table 9" },
    },
    {
      name: "convnext",
      values: {
        learning_rate: 0.004,
        weight_decay: 0.05,
        batch_size: 4096,
        warmup_epochs: 20,
        label_smoothing: 0.1,
        mixup: 0.8,
        cutmix: 1,
        drop_path: 0.1,
        reprob: 0.25,
      },
      source: { cite: "Liu et al.: A ConvNet for the 2020s", year: 2022, where: "appendix A.1, ConvNeXt-T" },
    },
  ],
  interactions: ["The learning rate of the DeiT recipe is 5e-4 times batch / 512: it grows linearly with the batch."],
  scaling: { rate: "learning_rate", size: "batch_size", law: "linear", from: "Touvron et al. 2021, table 9" },
}
