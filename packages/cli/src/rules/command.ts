import type { Command } from 'commander'
import { say } from '../language.ts'

/** Adds `linli rules eval`. */
export function addRules(program: Command): void {
  program
    .command('rules')
    .description(say('试用规则条件', 'try conditions of rules'))
    .command('eval')
    .description(
      say(
        '在沙箱中逐行计算 JSONLogic：每行输入 {"logic":…,"data":…}，每行输出 {"result":…}',
        'evaluate JSONLogic in the sandbox, line by line: {"logic":…,"data":…} in, {"result":…} out',
      ),
    )
    .option(
      '--standard',
      say(
        '标准 JSONLogic；否则缺少的数据为“未知”',
        'plain JSONLogic; otherwise what reads absent data is unknown',
      ),
    )
    .addHelpText('after', () => shape())
    .action(async ({ standard = false }: { standard?: boolean }) => {
      const [{ runRules }, { readLines }, { writeLines }] = await Promise.all([
        import('@linli/sandbox'),
        import('../lines/read-lines.ts'),
        import('../lines/write-lines.ts'),
      ])
      await writeLines(runRules({ lines: readLines(process.stdin), standard }), process.stdout)
    })
}

const shape = () => `
  echo '{"logic":{"<":[{"var":"temperature"},5]},"data":{}}' | linli rules eval
  {"result":null,"unknown":true}
${say('无法计算的行输出 {"error":{"code":…}}，其余照常。', 'A line that cannot be evaluated gives {"error":{"code":…}}, the others go on.')}`
