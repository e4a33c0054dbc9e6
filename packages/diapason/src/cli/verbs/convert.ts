import { defaultFile } from "../config-text/write-config.ts"
import { convertFile } from "../convert/convert-file.ts"
import { flags } from "../flags.ts"
import { verb } from "../verb.ts"

/** Writes a configuration file from the description of another tool. */
export const convert = verb({
  args: "<file>",
  example: "diapason convert sweep.yaml",
  flags: { lossless: flags.lossless, force: flags.force, output: flags.output, json: flags.json },
  run: (f, [file], io) =>
    Promise.resolve(
      convertFile(
        String(file),
        { file: f.output ?? defaultFile, force: f.force === true, json: f.json === true, strict: f.lossless === true },
        io,
      ),
    ),
})
