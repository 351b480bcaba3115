import type { Command } from 'commander'
import { say } from '../language.ts'

/** Adds `linli codec run`; `fromHere` resolves a path as the user meant it. */
export function addCodec(program: Command, fromHere: (file: string) => string): void {
  program
    .command('codec')
    .description(say('试用数据解析脚本', 'try codecs'))
    .command('run')
    .description(
      say(
        '在沙箱中逐行运行脚本的函数：输入和输出都是每行一个 JSON',
        "run a script's function in the sandbox, line by line: JSON lines in, JSON lines out",
      ),
    )
    .requiredOption('--script <file>', say('脚本文件', 'the script'), fromHere)
    .option(
      '--function <name>',
      say('函数名，或 codecs.bay 这样的路径', 'its function, or a path such as codecs.bay'),
      'decodeUplink',
    )
    .option('--now <time>', say('脚本看到的时间，默认为当前', "the script's clock; default: the present"))
    .addHelpText('after', () => shape())
    .action(async (options: { script: string; function: string; now?: string }) => {
      const { codecRun } = await import('./run.ts')
      await codecRun(options)
    })
}

const shape = () => `
${say('LoRa Alliance TS013 的函数：decodeUplink、encodeDownlink、decodeDownlink。', 'Functions as in LoRa Alliance TS013: decodeUplink, encodeDownlink, decodeDownlink.')}
  echo '{"bytes":[1,0,215],"fPort":2}' | linli codec run --script codec.js
${say('失败的行输出 {"error":{"code":…}}，其余照常；脚本的 console 写到标准错误。', 'A line that fails gives {"error":{"code":…}}, the others go on; what the script writes with console goes to standard error.')}`
