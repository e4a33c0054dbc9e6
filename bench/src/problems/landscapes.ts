import { boosting } from "./conditional/boosting.ts"
import { layers } from "./conditional/layers.ts"
import { pipeline } from "./conditional/pipeline.ts"
import { surfaces } from "./conditional/surfaces.ts"
import { turns } from "./conditional/turns.ts"
import { braninInDisc } from "./constrained/branin-in-disc.ts"
import { gramacy } from "./constrained/gramacy.ts"
import { pressureVessel } from "./constrained/pressure-vessel.ts"
import { speedReducer } from "./constrained/speed-reducer.ts"
import { weldedBeam } from "./constrained/welded-beam.ts"
import type { Landscape } from "./landscape.ts"
import { ackleyMixed } from "./mixed/ackley-mixed.ts"
import { func2c, func3c } from "./mixed/func-c.ts"
import { styblinskiMixed } from "./mixed/styblinski-mixed.ts"
import { trainingMixed } from "./mixed/training-mixed.ts"
import { dtlz2 } from "./multi/dtlz2.ts"
import { zdts } from "./multi/zdt.ts"
import { networkLandscapes } from "./network/network-landscapes.ts"
import { smoothLandscapes } from "./smooth/smooth-landscapes.ts"

/** Every problem without noise, by family. */
export const landscapes = (): readonly Landscape[] => [
  ...smoothLandscapes(),
  ...networkLandscapes(),
  pipeline(),
  layers(),
  boosting(),
  turns(),
  surfaces(),
  func2c(),
  ackleyMixed(),
  func3c(),
  styblinskiMixed(),
  trainingMixed(),
  braninInDisc(),
  gramacy(),
  pressureVessel(),
  weldedBeam(),
  speedReducer(),
  ...zdts(),
  dtlz2(),
]
