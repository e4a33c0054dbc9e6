import type { Job } from "../job.ts"

/** Generative adversarial network. */
export const gan: Job = {
  name: "gan",
  title: "generative adversarial network",
  signs: [[/\bdiscriminator\b|\bnetD\b/, /\bgenerator\b|\bnetG\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr", "lr_g", "lr_d", "g_lr", "d_lr"],
      range: "log(1e-5, 1e-3)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    { name: "beta1", also: ["adam_beta1", "b1"], range: "float(0, 0.9)", why: "at 0.9 training swings", spread: 0.3 },
    { name: "beta2", also: ["adam_beta2", "b2"], range: "log1m(0.9, 0.9999)", why: "what counts is its distance from 1" },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(32, 64, 128, 256)",
      why: "doubling",
    },
    { name: "latent_dim", also: ["nz", "z_dim", "latent"], range: "int(32, 512, pow2)", why: "powers of two" },
    { name: "n_critic", also: ["critic_iters", "d_steps"], range: "int(1, 10)", why: "steps of the critic for each of the generator" },
    {
      name: "gp_weight",
      also: ["lambda_gp", "gradient_penalty"],
      range: "log(0.1, 100)",
      why: "a penalty works over orders of magnitude",
      spread: "3x",
    },
  ],
  starts: [
    {
      name: "dcgan",
      values: { learning_rate: 0.0002, beta1: 0.5, beta2: 0.999, batch_size: 128, n_critic: 1 },
      source: { cite: "Radford, Metz, Chintala: Unsupervised Representation Learning with DCGAN", year: 2016, where: "section 4" },
    },
    {
      name: "wgan-gp",
      values: { learning_rate: 0.0001, beta1: 0, beta2: 0.9, batch_size: 64, n_critic: 5, gp_weight: 10 },
      source: { cite: "Gulrajani et al.: Improved Training of Wasserstein GANs", year: 2017, where: "algorithm 1" },
    },
  ],
  interactions: ["What matters is the balance of the two networks: a faster discriminator wants fewer steps of it."],
}
