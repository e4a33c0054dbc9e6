import { defaultFile } from "../config-text/write-config.ts"
import { convertFile } from "../convert/convert-file.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import { verb } from "../verb.ts"

/** Writes a configuration file from the description of another tool. */
export const convert = verb({
  args: "<file>",
  example: "diapason convert sweep.yaml",
  flags: { lossless: exchangeFlags.lossless, force: exchangeFlags.force, output: exchangeFlags.output, json: commonFlags.json },
  run: (f, [file], io) =>
    Promise.resolve(
      convertFile(
        String(file),
        { file: f.output ?? defaultFile, force: f.force === true, json: f.json === true, strict: f.lossless === true },
        io,
      ),
    ),
})
