import type { ErrorSpec } from './spec.ts'

/** Plugins, what is made of them, and looking back at what their rules did. */
export const scenariosErrors = {
  'plugin.unreadable': {
    fault: 'plugin',
    zh: '无法读取应用场景目录“{dir}”中的 {file}。请先在该目录运行 linli plugin build。',
    en: 'The file {file} of the scenario in "{dir}" cannot be read. Run linli plugin build there first.',
  },
  'plugin.lacks-function': {
    fault: 'plugin',
    zh: '应用场景“{plugin}”的契约在 {field} 处使用函数“{function}”，但其脚本没有这个函数，因此没有载入。请开发者重新运行 linli plugin build。',
    en: 'The contract of scenario "{plugin}" names the function "{function}" at {field}, which its script does not have; it was not loaded. Its author should run linli plugin build again.',
  },
  'plugin.not-running': {
    fault: 'caller',
    status: 409,
    zh: '应用场景“{plugin}”没有在沙箱中运行。请先修复并重新安装它。',
    en: 'The scenario "{plugin}" does not run in the sandbox. Repair it and install it again first.',
  },
  'plugin.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有名为“{plugin}”的应用场景。请先安装它。',
    en: 'There is no scenario "{plugin}". Install it first.',
  },
  'installation.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有编号为“{installation}”的已启用场景。请刷新列表后重试。',
    en: 'There is no installation "{installation}". Refresh the list and try again.',
  },
  'installation.exists': {
    fault: 'caller',
    status: 409,
    zh: '社区“{community}”已启用场景“{plugin}”。请修改已有的那个。',
    en: 'Community "{community}" already uses the scenario "{plugin}". Change that installation.',
  },
  'installation.draft-changed': {
    fault: 'caller',
    status: 409,
    zh: '已启用场景“{installation}”的草稿刚被他人修改。请重新打开，再次修改后保存。',
    en: 'Somebody else has just changed the draft of "{installation}". Open it again, repeat your change and save.',
  },
  'installation.grant-needed': {
    fault: 'caller',
    status: 422,
    zh: '应用场景“{plugin}”离不开“{grant}”。不授权就不能发布“{installation}”。',
    en: 'The scenario "{plugin}" cannot do without "{grant}". Without it "{installation}" is not published.',
  },
  'installation.grant': {
    fault: 'caller',
    status: 422,
    zh: '应用场景“{plugin}”没有申请“{grant}”，不能为“{installation}”授权。请只授权其契约申请的内容。',
    en: 'The scenario "{plugin}" does not ask for "{grant}", so "{installation}" cannot be granted it. Grant only what its contract asks for.',
  },
  'installation.problems': {
    fault: 'caller',
    status: 422,
    zh: '“{installation}”有 {count} 处问题，暂不能发布。第一处在 {path}：{first}',
    en: '"{installation}" has {count} problems and cannot be published yet. The first, at {path}: {first}',
  },
  'installation.unknown-setting': {
    fault: 'caller',
    status: 422,
    zh: '已启用场景“{installation}”没有名为“{setting}”的设置。{hint}',
    en: 'Installation "{installation}" has no setting "{setting}". {hint}',
  },
  'installation.unchanged': {
    fault: 'caller',
    status: 409,
    zh: '已启用场景“{installation}”的草稿与发布版本 {release} 相同，没有可发布的内容。请先修改草稿。',
    en: 'The draft of installation "{installation}" is the same as its release {release}: there is nothing to publish. Change the draft first.',
  },
  'installation.no-release': {
    fault: 'caller',
    status: 404,
    zh: '“{installation}”没有发布版本 {release}。请从发布记录中选择。',
    en: '"{installation}" has no release {release}. Choose one from its releases.',
  },
  'installation.no-table': {
    fault: 'caller',
    status: 404,
    zh: '“{installation}”没有参考数据表“{table}”。请从其参考数据中选择。',
    en: '"{installation}" has no reference table "{table}". Choose one of its tables.',
  },
  'installation.bad-row': {
    fault: 'caller',
    status: 422,
    zh: '参考数据表“{table}”中“{key}”一行不符合要求：{reason}。请更正后再保存。',
    en: 'Row "{key}" of the reference table "{table}" does not fit: {reason}. Correct it and save again.',
  },
  'outgoing.url': {
    fault: 'caller',
    zh: '“{url}”不是可以访问的地址。请填写 http 或 https 地址，且不带用户名和密码。',
    en: '"{url}" cannot be fetched. Write an http or https address without user and password.',
  },
  'outgoing.not-granted': {
    fault: 'caller',
    status: 403,
    zh: '没有授权访问“{host}”。请在发布场景时授权 http:{host}。',
    en: 'Nobody has granted access to "{host}". Grant http:{host} when you publish the scenario.',
  },
  'outgoing.private': {
    fault: 'caller',
    status: 403,
    zh: '“{host}”指向内部网络地址 {address}，已拒绝。如确需访问，请在发布场景时授权 http-private:{host}。',
    en: '"{host}" leads to {address}, an address inside; it was refused. If that is meant, grant http-private:{host} when you publish the scenario.',
  },
  'outgoing.redirect': {
    fault: 'device',
    zh: '“{host}”要求转到别处（{status}），已拒绝。请直接填写最终地址。',
    en: '"{host}" redirects elsewhere ({status}), which is refused. Enter the final address.',
  },
  'outgoing.status': {
    fault: 'device',
    zh: '“{host}”回答 {status}。请检查地址和凭据。',
    en: '"{host}" answered {status}. Check the address and the credentials.',
  },
  'outgoing.too-large': {
    fault: 'device',
    zh: '“{host}”的回答超过 {limit} 字节，已中断。请缩小查询范围。',
    en: 'The answer of "{host}" is longer than {limit} bytes and was cut off. Ask for less.',
  },
  'outgoing.too-slow': {
    fault: 'device',
    zh: '“{host}”在 {limit} 毫秒内没有答完，已中断。请检查对方服务。',
    en: '"{host}" did not finish within {limit} ms and was cut off. Check that service.',
  },
  'outgoing.encoding': {
    fault: 'device',
    zh: '“{host}”使用了未知的压缩方式“{encoding}”。请让它用 gzip 或不压缩。',
    en: '"{host}" answers in the unknown encoding "{encoding}". Let it use gzip or none.',
  },
  'outgoing.failed': {
    fault: 'device',
    zh: '无法从“{host}”取得数据（{reason}）。请检查对方服务和网络。',
    en: 'Nothing could be fetched from "{host}" ({reason}). Check that service and the network.',
  },
  'form.unknown': {
    fault: 'caller',
    status: 404,
    zh: '场景“{installation}”没有表单“{form}”。可用表单：{known}。',
    en: 'The installation "{installation}" has no form "{form}". Its forms are: {known}.',
  },
  'form.invalid': {
    fault: 'caller',
    zh: '表单“{form}”的“{field}”不符合要求：{reason}。请修改后重新提交。',
    en: 'The field "{field}" of form "{form}" is not as required: {reason}. Correct it and send it again.',
  },
  'form.unpublished': {
    fault: 'caller',
    status: 409,
    zh: '场景“{installation}”还没有发布，不能填写表单。请先发布。',
    en: 'The installation "{installation}" is not published, so its forms cannot be filled in. Publish it first.',
  },
  'why.no-rule': {
    fault: 'caller',
    status: 404,
    zh: '“{installation}”发布过的版本里没有规则“{rule}”。请从该场景的规则中选择。',
    en: 'No release of "{installation}" has a rule "{rule}". Choose one from its rules.',
  },
  'why.failed': {
    fault: 'platform',
    zh: '没有得出规则“{rule}”的判断依据（{reason}）。请稍后重试，或选择更早的时间。',
    en: 'Why rule "{rule}" stands as it does was not found out ({reason}). Try again, or ask about an earlier time.',
  },
  'replay.failed': {
    fault: 'platform',
    status: 500,
    zh: '回放没有完成，原因已记入日志。请再试一次；若仍失败，请联系平台维护人员。',
    en: 'The replay did not finish; the log has the reason. Try again; if it fails again, tell whoever runs the platform.',
  },
  'replay.too-many': {
    fault: 'caller',
    status: 429,
    zh: '已有 {count} 个回放在排队。请等前面的完成，或取消其中不需要的。',
    en: '{count} replays are waiting already. Wait for those before it, or cancel what is not needed.',
  },
  'replay.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有编号为“{id}”的回放。回放只保留一天，服务器重启后不再保留；请重新发起。',
    en: 'There is no replay "{id}". They are kept for a day and not beyond a restart of the server; ask for it again.',
  },
  'replay.no-data': {
    fault: 'caller',
    zh: '目录“{dir}”中没有数据库，无可回放。请用 --data 指定邻里的数据目录，或用 DATABASE_URL 指定数据库。',
    en: 'There is no database in "{dir}", so nothing to replay. Name the data directory with --data, or a database with DATABASE_URL.',
  },
  'replay.unknown-installation': {
    fault: 'caller',
    zh: '没有编号为“{installation}”的已启用场景。可回放：{known}。',
    en: 'There is no installation "{installation}" to replay. There are: {known}.',
  },
  'replay.never-ran': {
    fault: 'caller',
    zh: '“{installation}”从未发布，没有可回放的历史。请先发布；也可用 --plugin 和 --log 回放文件。',
    en: '"{installation}" was never published, so it has no history to replay. Publish it first, or replay a file with --plugin and --log.',
  },
  'replay.options': {
    fault: 'caller',
    zh: '请指明回放什么：--installation（配合 --data），或 --plugin 与 --log 一起使用；两者只能选一种。',
    en: 'Say what to replay: either --installation (with --data), or --plugin together with --log, not both.',
  },
  'replay.bad-option': {
    fault: 'caller',
    zh: '选项 {option} 的值“{value}”无法识别。应为：{wanted}。',
    en: 'The value "{value}" of the option {option} cannot be read. Wanted is: {wanted}.',
  },
  'replay.bad-file': {
    fault: 'caller',
    zh: '无法使用文件“{file}”：{reason}。请检查路径和内容。',
    en: 'The file "{file}" cannot be used: {reason}. Check its path and content.',
  },
  'replay.bad-line': {
    fault: 'caller',
    zh: '文件“{file}”第 {line} 行无法回放：{reason}。请更正该行；格式见 linli replay --help。',
    en: 'Line {line} of "{file}" cannot be replayed: {reason}. Correct it; linli replay --help shows the shape.',
  },
  'replay.problems': {
    fault: 'caller',
    zh: '要回放的规则和设置有 {count} 处问题，第一处在 {path}（{problem}）。请先更正。',
    en: 'The rules and settings to replay have {count} problems, the first at {path} ({problem}). Correct them first.',
  },
} as const satisfies Record<string, ErrorSpec>
