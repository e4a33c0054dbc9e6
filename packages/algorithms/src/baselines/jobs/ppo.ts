import type { Job } from "../job.ts"

/** Reinforcement learning with PPO. */
export const ppo: Job = {
  name: "ppo",
  title: "reinforcement learning with PPO",
  signs: [[/\bPPO\b|\bppo\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr", "learning_rate_actor", "step_size"],
      range: "log(1e-5, 3e-3)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "n_steps",
      also: ["horizon", "num_steps", "rollout_length"],
      range: "int(32, 8192, pow2)",
      why: "steps of one environment before an update",
      spread: "4x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(32, 64, 128, 256, 512)",
      why: "doubling",
    },
    {
      name: "n_epochs",
      also: ["update_epochs", "ppo_epochs", "epochs_per_update"],
      range: "int(1, 20)",
      why: "more reuse the same experience too long",
      spread: 4,
    },
    { name: "gamma", also: ["discount", "discount_factor"], range: "log1m(0.9, 0.9999)", why: "what counts is its distance from 1" },
    { name: "gae_lambda", also: ["lam", "gae"], range: "log1m(0.8, 0.995)", why: "what counts is its distance from 1" },
    {
      name: "clip_range",
      also: ["clip", "clip_coef", "clip_eps", "clip_ratio", "epsilon"],
      range: "float(0.05, 0.4)",
      why: "how far the policy may move in one update",
      spread: 0.1,
    },
    {
      name: "ent_coef",
      also: ["entropy_coef", "entropy_coeff", "c2"],
      range: "mix(0, log(1e-5, 0.1))",
      why: "works over orders of magnitude; 0 stays a value of its own",
    },
    {
      name: "vf_coef",
      also: ["value_coef", "value_loss_coef", "c1"],
      range: "float(0.1, 1)",
      why: "the weight of the value function",
      spread: 0.3,
    },
    {
      name: "max_grad_norm",
      also: ["grad_clip"],
      range: "log(0.1, 10)",
      why: "norms of gradients differ by orders of magnitude",
      spread: "3x",
    },
  ],
  starts: [
    {
      name: "continuous",
      values: { learning_rate: 0.0003, n_steps: 2048, batch_size: 64, n_epochs: 10, gamma: 0.99, gae_lambda: 0.95, clip_range: 0.2 },
      source: { cite: "Schulman et al.: Proximal Policy Optimization Algorithms, MuJoCo", year: 2017, where: "table 3" },
    },
    {
      name: "atari",
      values: {
        learning_rate: 0.00025,
        n_steps: 128,
        batch_size: 256,
        n_epochs: 3,
        gamma: 0.99,
        gae_lambda: 0.95,
        clip_range: 0.1,
        ent_coef: 0.01,
        vf_coef: 1,
      },
      source: {
        cite: "Schulman et al.: Proximal Policy Optimization Algorithms, Atari; batches of 32 steps of 8 actors",
        year: 2017,
        where: "table 5",
      },
    },
    {
      name: "defaults",
      values: {
        learning_rate: 0.0003,
        n_steps: 2048,
        batch_size: 64,
        n_epochs: 10,
        gamma: 0.99,
        gae_lambda: 0.95,
        clip_range: 0.2,
        ent_coef: 0,
        vf_coef: 0.5,
        max_grad_norm: 0.5,
      },
      source: { cite: "Stable-Baselines3 manual (Raffin et al. 2021)", year: 2021, where: "PPO" },
    },
  ],
  interactions: ["A larger clip range or more epochs move the policy further in one update: they want a smaller learning rate."],
}
