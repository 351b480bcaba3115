import type { ErrorSpec } from './spec.ts'

/** Places, devices and the handling of incidents. */
export const communityErrors = {
  'community.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有编号为“{community}”的社区。请从社区列表中选择。',
    en: 'There is no community "{community}". Choose one from the list of communities.',
  },
  'place.kind': {
    fault: 'caller',
    status: 422,
    zh: '“{parent}”（{parentKind}）之下不能有类型为 {kind} 的空间。请选择其他上级或类型：市、区县、街道、社区、楼栋、单元、房间依次向下，场地在社区之内。',
    en: 'A place of kind {kind} cannot stand below "{parent}" ({parentKind}). Choose another parent or kind: city, district, street, community, building, unit, room go downwards; a site stands within a community.',
  },
  'place.exists': {
    fault: 'caller',
    status: 409,
    zh: '编号“{place}”已被另一个空间使用。请换一个编号，或不填，由系统生成。',
    en: 'The id "{place}" belongs to another place. Choose another one, or leave it out and one is made.',
  },
  'place.name-taken': {
    fault: 'caller',
    status: 409,
    zh: '同一上级之下已有名为“{name}”的空间（{place}）。请换一个名称。',
    en: 'There is already a place "{name}" below the same parent ({place}). Choose another name.',
  },
  'place.community': {
    fault: 'caller',
    status: 422,
    zh: '“{place}”是社区：请用社区的接口或页面新建和改名，社区不能删除。',
    en: '"{place}" is a community: it is made and renamed among the communities, and is not removed.',
  },
  'place.in-use': {
    fault: 'caller',
    status: 409,
    zh: '空间“{place}”还在使用，不能删除：下级空间 {places}、设备 {devices}、人员 {people}、告警和事件 {cases}、账号角色 {accounts}。请先移走它们；有告警或事件记录的空间会保留。',
    en: 'The place "{place}" is in use and is not removed: {places} places below it, {devices} devices, {people} people, {cases} alerts and incidents, {accounts} roles of accounts. Move them first; a place with alerts or incidents stays.',
  },
  'device.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有编号为“{device}”的设备。请刷新设备列表后重试。',
    en: 'There is no device "{device}". Refresh the list of devices and try again.',
  },
  'device.exists': {
    fault: 'caller',
    status: 409,
    zh: '编号“{device}”已被另一台设备使用。请换一个编号。',
    en: 'The id "{device}" belongs to another device. Choose another id.',
  },
  'device.unknown-model': {
    fault: 'caller',
    status: 422,
    zh: '没有物模型“{model}”。请从已安装应用场景的物模型中选择。',
    en: 'There is no device model "{model}". Choose one from the installed scenarios.',
  },
  'device.no-place': {
    fault: 'caller',
    status: 422,
    zh: '没有编号为“{place}”的空间。请从空间列表中选择。',
    en: 'There is no place "{place}". Choose one from the list of places.',
  },
  'device.address-taken': {
    fault: 'caller',
    status: 409,
    zh: '数据源“{source}”上的地址“{address}”已属于设备“{device}”。请核对地址，或先修改那台设备。',
    en: 'The address "{address}" on source "{source}" already belongs to device "{device}". Check the address or change that device first.',
  },
  'device.source-mismatch': {
    fault: 'caller',
    status: 422,
    zh: '物模型“{model}”不能通过数据源“{source}”（{plugin}/{spec}）接入。请选择该物模型支持的数据源：{known}。',
    en: 'Model "{model}" cannot be read from source "{source}" ({plugin}/{spec}). Choose a source of a kind it knows: {known}.',
  },
  'import.unreadable': {
    fault: 'caller',
    status: 422,
    zh: '无法读取 CSV 表格：{reason}。请用模板填写，并另存为 CSV。',
    en: 'The CSV table cannot be read: {reason}. Fill in the template and save it as CSV.',
  },
  'import.columns': {
    fault: 'caller',
    status: 422,
    zh: '表格缺少列：{missing}。第一行应为列名，现在是：{found}。请用模板填写。',
    en: 'The table lacks the columns {missing}. Its first row must hold the headings; it holds: {found}. Use the template.',
  },
  'import.too-long': {
    fault: 'caller',
    status: 413,
    zh: '表格有 {rows} 行，一次最多导入 {limit} 行。请分成几个文件。',
    en: 'The table has {rows} rows; one import takes {limit} at most. Split the file.',
  },
  'import.refused': {
    fault: 'caller',
    status: 422,
    zh: '没有导入任何内容：{count} 行有问题，第一处在第 {row} 行（{code}）。请先试导入，查看每一行的原因。',
    en: 'Nothing was imported: {count} rows have problems, the first is row {row} ({code}). Make a dry run to see the reason of each.',
  },
  'import.empty-cell': {
    fault: 'caller',
    status: 422,
    zh: '“{column}”没有填写。请补上。',
    en: 'The column "{column}" is empty here. Fill it in.',
  },
  'import.bad-cell': {
    fault: 'caller',
    status: 422,
    zh: '“{column}”的内容“{value}”不可用，应为：{wanted}。',
    en: '"{value}" cannot stand in the column "{column}". Wanted is: {wanted}.',
  },
  'import.repeated': {
    fault: 'caller',
    status: 422,
    zh: '与第 {first} 行重复。请删去其中一行。',
    en: 'This repeats row {first}. Delete one of the two.',
  },
  'import.ambiguous': {
    fault: 'caller',
    status: 422,
    zh: '“{column}”的内容“{value}”不止对应一个：{found}。请改填编号。',
    en: '"{value}" in the column "{column}" means more than one: {found}. Write the id instead.',
  },
  'incident.stale': {
    fault: 'caller',
    status: 409,
    zh: '事件“{incident}”已被他人更新（您看到的是第 {seen} 版，现在是第 {version} 版）。请刷新后再操作。',
    en: 'Incident "{incident}" was changed by somebody else (you saw version {seen}, it is now {version}). Reload and decide again.',
  },
  'incident.unknown-flow': {
    fault: 'caller',
    status: 422,
    zh: '已启用场景“{installation}”没有名为“{flow}”的处置流程。{hint}不指定时按标准流程处置。',
    en: 'Installation "{installation}" has no flow "{flow}". {hint} Without one, the standard handling is used.',
  },
  'incident.assignee': {
    fault: 'caller',
    zh: '“{assignee}”在该空间没有可以处理事件的角色。请选择其他人员。',
    en: '"{assignee}" holds no role at this place that handles incidents. Choose somebody else.',
  },
  'alert.settled': {
    fault: 'caller',
    status: 409,
    zh: '告警“{alert}”已经核实过，现在的状态是“{state}”。请刷新页面。',
    en: 'Alert "{alert}" was verified already; it is now "{state}". Reload the page.',
  },
} as const satisfies Record<string, ErrorSpec>
