import { imageSgd } from "./jobs/image-sgd.ts"
import { imageAdamw } from "./jobs/image-adamw.ts"
import { finetune } from "./jobs/transformer-finetune.ts"
import { lora } from "./jobs/lora.ts"
import { pretrain } from "./jobs/lm-pretrain.ts"
import { lightgbm } from "./jobs/lightgbm.ts"
import { xgboost } from "./jobs/xgboost.ts"
import { catboost } from "./jobs/catboost.ts"
import { histGradientBoosting } from "./jobs/hist-gradient-boosting.ts"
import { randomForest } from "./jobs/random-forest.ts"
import { extraTrees } from "./jobs/extra-trees.ts"
import { svm } from "./jobs/svm.ts"
import { knn } from "./jobs/knn.ts"
import { logisticRegression } from "./jobs/logistic-regression.ts"
import { elasticNet } from "./jobs/elastic-net.ts"
import { mlp } from "./jobs/mlp-table.ts"
import { forecaster } from "./jobs/lstm-forecast.ts"
import { gan } from "./jobs/gan.ts"
import { ppo } from "./jobs/ppo.ts"
import { dqn } from "./jobs/dqn.ts"
import { sac } from "./jobs/sac.ts"
import { td3 } from "./jobs/td3.ts"
import { detection } from "./jobs/object-detection.ts"
import { contrastive } from "./jobs/contrastive.ts"
import { graph } from "./jobs/graph-network.ts"
import { translation } from "./jobs/translation.ts"
import { diffusion } from "./jobs/diffusion.ts"
import type { Job } from "./job.ts"

/** The library: every job, what is most special first. A new one is a file and a line here. */
export const jobs: readonly Job[] = [
  lora,
  pretrain,
  imageAdamw,
  detection,
  contrastive,
  diffusion,
  imageSgd,
  finetune,
  lightgbm,
  xgboost,
  catboost,
  histGradientBoosting,
  randomForest,
  extraTrees,
  svm,
  knn,
  logisticRegression,
  elasticNet,
  mlp,
  forecaster,
  gan,
  ppo,
  dqn,
  sac,
  td3,
  graph,
  translation,
]
