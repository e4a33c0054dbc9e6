import type { Job } from "../job.ts"

/** Object detector (Faster and Mask R-CNN). */
export const detection: Job = {
  name: "object-detection",
  title: "object detector (Faster and Mask R-CNN)",
  signs: [[/\b(fasterrcnn|maskrcnn|detectron2|MaskRCNN|FasterRCNN|mmdet)\w*/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(0.0005, 0.1)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    { name: "momentum", also: ["mom"], range: "float(0.8, 0.99)", why: "below 0.8 it hardly acts", spread: 0.05 },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-6, 1e-2)",
      why: "a penalty works over orders of magnitude",
      spread: "5x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size", "ims_per_batch"],
      range: "ordinal(2, 4, 8, 16, 32)",
      why: "images in a batch, doubling",
    },
  ],
  starts: [
    {
      name: "mask-rcnn",
      values: { learning_rate: 0.02, momentum: 0.9, weight_decay: 0.0001, batch_size: 16 },
      source: { cite: "He et al.: Mask R-CNN", year: 2017, where: "section 3.1" },
    },
  ],
  interactions: ["The learning rate is 0.02 for 16 images and grows linearly with them (Goyal et al. 2017)."],
  scaling: { rate: "learning_rate", size: "batch_size", law: "linear", from: "Goyal et al. 2017, section 2.1" },
}
