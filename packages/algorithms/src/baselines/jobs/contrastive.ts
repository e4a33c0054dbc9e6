import type { Job } from "../job.ts"

/** Self-supervised images by contrast (SimCLR). */
export const contrastive: Job = {
  name: "contrastive",
  title: "self-supervised images by contrast (SimCLR)",
  signs: [[/\b(SimCLR|NTXent\w*|nt_xent|info_nce|InfoNCE)\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(0.03, 10)",
      why: "for LARS, over orders of magnitude",
      spread: "3x",
    },
    { name: "temperature", also: ["temp", "tau"], range: "log(0.03, 1)", why: "works over orders of magnitude", spread: "3x" },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-7, 1e-3)",
      why: "a penalty works over orders of magnitude",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(128, 256, 512, 1024, 2048, 4096)",
      why: "more negatives, doubling",
    },
  ],
  starts: [
    {
      name: "simclr",
      values: { learning_rate: 4.8, temperature: 0.1, weight_decay: 1e-6, batch_size: 4096 },
      source: {
        cite: "Chen et al.: A Simple Framework for Contrastive Learning of Visual Representations; LARS",
        year: 2020,
        where: "section 2.2",
      },
    },
  ],
  interactions: ["The learning rate is 0.3 times batch / 256 (Chen et al. 2020, section 2.2)."],
  scaling: { rate: "learning_rate", size: "batch_size", law: "linear", from: "Chen et al. 2020, section 2.2" },
}
