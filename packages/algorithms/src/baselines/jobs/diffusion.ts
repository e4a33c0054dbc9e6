import type { Job } from "../job.ts"

/** Diffusion model of images. */
export const diffusion: Job = {
  name: "diffusion",
  title: "diffusion model of images",
  signs: [[/\b(diffusers|DDPM\w*|GaussianDiffusion|denoising_diffusion\w*)\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(1e-5, 1e-3)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(16, 32, 64, 128, 256)",
      why: "doubling",
    },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.3)",
      why: "small images take some",
      spread: 0.1,
    },
    { name: "ema_decay", also: ["ema"], range: "log1m(0.99, 0.99999)", why: "what counts is its distance from 1" },
    {
      name: "timesteps",
      also: ["num_train_timesteps", "diffusion_steps", "T"],
      range: "int(100, 4000, log)",
      why: "steps of the noise",
      spread: "2x",
    },
  ],
  starts: [
    {
      name: "ddpm",
      values: { learning_rate: 0.0002, batch_size: 128, dropout: 0.1, ema_decay: 0.9999, timesteps: 1000 },
      source: { cite: "Ho, Jain, Abbeel: Denoising Diffusion Probabilistic Models, CIFAR-10", year: 2020, where: "appendix B" },
    },
  ],
  interactions: ["Larger images want a smaller learning rate: 2e-5 at 256 pixels (Ho et al. 2020, appendix B)."],
}
