/** Whose mistake it is: decides HTTP status, retry and log level. */
export type Fault = 'caller' | 'plugin' | 'device' | 'platform'

interface ErrorSpec {
  readonly fault: Fault
  /** HTTP status where the fault's own (caller 400, plugin 502, device 422, platform 500) does not fit. */
  readonly status?: number
  /** `{name}` stands for a parameter. Both languages name the culprit and the way out. */
  readonly zh: string
  readonly en: string
}

/**
 * Every code the runtime can answer with. To add one, add it here; its parameters are the `{names}` in its texts.
 * `pnpm exec vitest run packages/runtime/src/errors.test.ts -u` then brings ERRORS.md in line.
 */
export const errors = {
  'journal.locked': {
    fault: 'caller',
    zh: '数据目录“{dir}”正由进程 {pid} 使用。请先停止该进程，或用 --data 指定另一个目录。',
    en: 'The data directory "{dir}" is in use by process {pid}. Stop that process or choose another directory with --data.',
  },
  'data.unusable': {
    fault: 'caller',
    zh: '数据目录“{dir}”无法使用（{reason}）。请用 --data 指定一个可写的目录。',
    en: 'The data directory "{dir}" cannot be used ({reason}). Choose a directory that can be written to with --data.',
  },
  'journal.full': {
    fault: 'platform',
    status: 503,
    zh: '磁盘已满，消息无法写入日志“{dir}”，也未确认。请释放空间，之后会自动恢复接收。',
    en: 'The disk is full: the message could not be written to the journal "{dir}" and was not acknowledged. Free some space; receiving then resumes by itself.',
  },
  'journal.failed': {
    fault: 'platform',
    status: 503,
    zh: '写入日志“{dir}”失败（{reason}），消息未确认。请检查磁盘和目录权限。',
    en: 'Writing to the journal "{dir}" failed ({reason}); the message was not acknowledged. Check the disk and the permissions of the directory.',
  },
  'journal.closed': {
    fault: 'platform',
    status: 503,
    zh: '日志“{dir}”已关闭，系统正在停止。请稍后重试。',
    en: 'The journal "{dir}" is closed because the server is stopping. Try again later.',
  },
  'journal.damaged': {
    fault: 'platform',
    zh: '日志段“{file}”在位置 {position} 处损坏（{reason}），其后还有数据。请从备份恢复该文件，或移走该文件后重新启动（将丢失该段内之后的消息）。',
    en: 'The journal segment "{file}" is damaged at position {position} ({reason}) and more data follows. Restore the file from a backup, or move it away and start again (messages after that point in it are then lost).',
  },
  'journal.gone': {
    fault: 'platform',
    zh: '日志位置 {position} 之前的消息已删除，最早可读位置是 {tail}。请从检查点 {tail} 或更晚处继续读取。',
    en: 'Journal entries up to position {position} were already deleted; the first one left is {tail}. Continue from a checkpoint at {tail} or later.',
  },
  'journal.unusable': {
    fault: 'caller',
    zh: '无法使用数据目录“{dir}”（{reason}）。请检查目录权限和磁盘，或用 --data 指定另一个目录。',
    en: 'The data directory "{dir}" cannot be used ({reason}). Check its permissions and the disk, or choose another one with --data.',
  },
  'journal.behind': {
    fault: 'caller',
    zh: '数据目录“{dir}”的日志止于位置 {head}，而数据库已保存到 {position}：两者不是同一套数据。请使用原来的数据目录，或清空该目录的日志后重新启动。',
    en: 'The journal in "{dir}" ends at {head}, but the database was filled up to {position}: they do not belong together. Use the data directory that goes with the database, or empty its journal and start again.',
  },
  'journal.busy': {
    fault: 'platform',
    status: 503,
    zh: '磁盘写入跟不上，消息未写入日志“{dir}”，也未确认。请稍后重发；如持续出现，请更换更快的磁盘。',
    en: 'The disk cannot keep up: the message was not written to the journal "{dir}" and not acknowledged. Send it again later; if this goes on, use a faster disk.',
  },
  'journal.oversize': {
    fault: 'caller',
    status: 413,
    zh: '消息大小为 {size} 字节，超过日志的上限 {limit} 字节。请拆分后发送。',
    en: 'The message has {size} bytes, more than the {limit} bytes the journal takes. Send it in parts.',
  },
  'source.unparseable': {
    fault: 'device',
    zh: '数据源“{source}”在“{channel}”收到的内容无法解析：{reason}。请检查设备的上报格式；原始报文可在“未收数据”中查看。',
    en: 'What source "{source}" received on "{channel}" cannot be parsed: {reason}. Check what the device sends; the raw message is kept with the dead letters.',
  },
  'source.oversize': {
    fault: 'device',
    status: 413,
    zh: '数据源“{source}”在“{channel}”收到的内容超出限制：{what} 为 {size}，上限 {limit}。请拆分或精简上报内容。',
    en: 'What source "{source}" received on "{channel}" is over a limit: {what} is {size}, at most {limit} is taken. Split or shorten the message.',
  },
  'source.channel': {
    fault: 'device',
    zh: '数据源“{source}”不识别通道“{channel}”，应形如“{expected}”。请修改设备的主题，或修改数据源的主题设置。',
    en: 'Source "{source}" does not know the channel "{channel}"; it should look like "{expected}". Correct the topic of the device or of the source.',
  },
  'source.field': {
    fault: 'device',
    zh: '数据源“{source}”在“{channel}”收到的内容缺少“{field}”，或其值不可用（应为{expected}）。请检查设备的上报格式或数据源的字段设置。',
    en: 'What source "{source}" received on "{channel}" has no usable "{field}" (expected: {expected}). Check what the device sends or the field configured for the source.',
  },
  'source.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有名为“{source}”的 HTTP 数据源。请在“数据源”中核对地址。',
    en: 'There is no HTTP source "{source}". Compare the address with the one shown under sources.',
  },
  'source.token': {
    fault: 'caller',
    status: 401,
    zh: '发往数据源“{source}”的请求没有带正确的令牌。请使用“数据源”中显示的令牌。',
    en: 'The request to source "{source}" does not carry the right token. Use the token shown with the source.',
  },
  'source.config': {
    fault: 'caller',
    zh: '数据源“{source}”的配置不可用：{reason}。请在“数据源”中修改。',
    en: 'The configuration of source "{source}" cannot be used: {reason}. Change it under sources.',
  },
  'source.failed': {
    fault: 'platform',
    zh: '数据源出错：{reason}。通常会自动恢复；如反复出现，请查看服务日志。',
    en: 'The source failed: {reason}. It usually recovers by itself; if this repeats, see the log of the server.',
  },
  'mqtt.unreachable': {
    fault: 'platform',
    status: 503,
    zh: '无法连接 MQTT 服务“{url}”：{reason}。请检查地址、账号和网络，系统会自动重试。',
    en: 'The MQTT broker "{url}" cannot be reached: {reason}. Check address, account and network; the connection is retried by itself.',
  },
  'mqtt.address': {
    fault: 'caller',
    zh: 'MQTT_URL 的值不是 MQTT 服务的地址。应形如 mqtt://主机:1883，也可用 mqtts、ws 或 wss。',
    en: 'The value of MQTT_URL is not the address of an MQTT broker. Write it like mqtt://host:1883; mqtts, ws and wss are taken too.',
  },
  'mqtt.subscription': {
    fault: 'platform',
    zh: 'MQTT 服务“{url}”拒绝订阅“{filter}”。请在该服务上为本系统的账号开放此主题。',
    en: 'The MQTT broker "{url}" refused the subscription to "{filter}". Allow this topic for our account on that broker.',
  },
  'mqtt.port': {
    fault: 'caller',
    zh: 'MQTT 端口 {port} 无法使用：{reason}。请用 --mqtt-port 指定另一个端口。',
    en: 'MQTT port {port} cannot be used: {reason}. Choose another one with --mqtt-port.',
  },
  'mqtt.guard': {
    fault: 'device',
    zh: '已断开 MQTT 连接（{client}）：{what} 为 {size}，上限 {limit}。请检查该设备。',
    en: 'The MQTT connection of {client} was closed: {what} is {size}, at most {limit} is taken. Check that device.',
  },
  'mqtt.protocol': {
    fault: 'device',
    zh: '已拒绝 MQTT 客户端“{client}”：{reason}。请检查该设备的主题和协议设置。',
    en: 'The MQTT client {client} was refused: {reason}. Check its topics and its protocol settings.',
  },
  'mqtt.tls': {
    fault: 'device',
    zh: '来自 {client} 的 TLS 握手失败：{reason}。请检查该设备的证书和 TLS 版本。',
    en: 'The TLS handshake of {client} failed: {reason}. Check the certificate and the TLS version of that device.',
  },
  'mqtt.credentials': {
    fault: 'device',
    status: 401,
    zh: 'MQTT 客户端“{client}”的用户名或密码不正确。请使用登记设备时给出的账号。',
    en: 'The MQTT client "{client}" gave a wrong user name or password. Use the account given when the device was registered.',
  },
  'mqtt.refused': {
    fault: 'device',
    zh: 'MQTT 客户端“{client}”无权使用主题“{topic}”。请检查其账号的主题权限。',
    en: 'The MQTT client "{client}" may not use the topic "{topic}". Check the topics granted to its account.',
  },
  'ocpp.station': {
    fault: 'device',
    status: 404,
    zh: '充电桩“{station}”未登记。请先在“设备”中添加，地址填写其充电桩编号。',
    en: 'The charge point "{station}" is not registered. Add it as a device whose address is its charge point id.',
  },
  'ocpp.password': {
    fault: 'device',
    status: 401,
    zh: '充电桩“{station}”的密码不正确。请在充电桩上设置登记时的密码。',
    en: 'The password of charge point "{station}" is wrong. Set the one given at registration on the charge point.',
  },
  'ocpp.protocol': {
    fault: 'device',
    zh: '充电桩“{station}”没有提出子协议 ocpp1.6，连接已关闭。请在充电桩上选择 OCPP 1.6-J。',
    en: 'The charge point "{station}" did not offer the subprotocol ocpp1.6 and was disconnected. Choose OCPP 1.6-J on the charge point.',
  },
  'ocpp.oversize': {
    fault: 'device',
    zh: '充电桩“{station}”发来的报文超过 {limit} 字节的上限，连接已关闭，报文未保存。请在充电桩上缩短一次上报的电表数据。',
    en: 'A message of charge point "{station}" is over the limit of {limit} bytes; it was disconnected and the message is not kept. Let it send fewer meter values at a time.',
  },
  'ocpp.frame': {
    fault: 'device',
    zh: '充电桩“{station}”发来的内容不是 OCPP 报文：{reason}。请检查充电桩固件。',
    en: 'What charge point "{station}" sent is not an OCPP message: {reason}. Check the firmware of the charge point.',
  },
  'ocpp.schema': {
    fault: 'device',
    zh: '充电桩“{station}”的 {action} 报文不符合 OCPP 1.6 规范：{reason}。请检查充电桩固件。',
    en: 'The {action} message of charge point "{station}" does not follow the OCPP 1.6 schema: {reason}. Check the firmware of the charge point.',
  },
  'ocpp.action': {
    fault: 'device',
    zh: '充电桩“{station}”发来的 {action} 报文不受支持。请在充电桩上关闭该功能。',
    en: 'The message {action} of charge point "{station}" is not supported. Switch that feature off on the charge point.',
  },
  'store.away': {
    fault: 'platform',
    status: 503,
    zh: '数据库 {where} 暂时连接不上（{reason}）。请检查数据库是否已启动、网络是否畅通；恢复后会自动重连。',
    en: 'The database {where} cannot be reached ({reason}). Check that it runs and that the network lets you through; the connection comes back by itself.',
  },
  'store.address': {
    fault: 'caller',
    zh: 'DATABASE_URL 的值不是数据库地址。应形如 postgres://用户:密码@主机:5432/库名。',
    en: 'The value of DATABASE_URL is not the address of a database. Write it like postgres://user:password@host:5432/name.',
  },
  'store.refused': {
    fault: 'caller',
    zh: '数据库 {where} 拒绝访问（{reason}）。请检查 DATABASE_URL 中的用户名、密码、库名和权限。',
    en: 'The database {where} refused access ({reason}). Check user, password, database name and rights in DATABASE_URL.',
  },
  'store.old': {
    fault: 'caller',
    zh: '数据库 {where} 的版本是 PostgreSQL {version}，需要 15 或更高版本。请升级数据库。',
    en: 'The database {where} is PostgreSQL {version}; 15 or newer is needed. Upgrade the database.',
  },
  'store.nowhere': {
    fault: 'caller',
    zh: '没有指定数据库。请设置 DATABASE_URL，或用 --data 指定数据目录。',
    en: 'No database was named. Set DATABASE_URL or choose a data directory with --data.',
  },
  'store.migration': {
    fault: 'platform',
    zh: '数据库升级步骤“{step}”失败（{reason}），数据库保持原状。如果数据来自更新的版本，请使用该版本启动。',
    en: 'The database migration "{step}" failed ({reason}) and nothing was changed. If the data comes from a newer version, start that version.',
  },
  'store.embedded': {
    fault: 'platform',
    status: 503,
    zh: '内置数据库“{dir}”出错（{reason}），会自动重新打开。如反复出现，请检查磁盘，或改用 PostgreSQL（DATABASE_URL）。',
    en: 'The embedded database in "{dir}" failed ({reason}) and is opened again by itself. If this repeats, check the disk or use PostgreSQL (DATABASE_URL).',
  },
  'store.stuck': {
    fault: 'platform',
    status: 503,
    zh: '内置数据库“{dir}”在 {seconds} 秒内没有响应，已重启。数据量大时请改用 PostgreSQL（DATABASE_URL）。',
    en: 'The embedded database in "{dir}" gave no answer for {seconds} seconds and was restarted. With much data use PostgreSQL (DATABASE_URL).',
  },
  'store.full': {
    fault: 'platform',
    status: 503,
    zh: '数据库 {where} 所在磁盘已满，本次写入未生效。请释放空间，之后会自动恢复。',
    en: 'The disk of the database {where} is full and this write did not happen. Free some space; writing then resumes by itself.',
  },
  'store.nested': {
    fault: 'platform',
    zh: '事务进行中使用了 store.db。请改用传入的 trx，否则该语句不属于该事务。',
    en: 'store.db was used while a transaction is open. Use the trx handed in: otherwise the statement is not part of it.',
  },
  'ingest.unknown-source': {
    fault: 'caller',
    zh: '消息来自数据源“{source}”，但该数据源不存在或已停用。请在“数据源”中重新启用它，然后重放此消息。',
    en: 'The message came from source "{source}", which does not exist or is stopped. Start it under sources, then replay this message.',
  },
  'ingest.unknown-device': {
    fault: 'device',
    zh: '数据源“{source}”上没有地址为“{address}”的设备。请先登记该设备，然后重放此消息。',
    en: 'Source "{source}" has no device with the address "{address}". Register the device, then replay this message.',
  },
  'ingest.no-codec': {
    fault: 'plugin',
    zh: '设备“{device}”的物模型“{model}”没有声明如何解析来自“{source}”的消息。请为它选择其他数据源，或升级应用场景。',
    en: 'Model "{model}" of device "{device}" does not say how to decode messages from "{source}". Choose another source for it or upgrade the scenario.',
  },
  'ingest.codec-failed': {
    fault: 'plugin',
    zh: '应用场景“{plugin}”的数据解析“{codec}”处理设备“{device}”的消息时失败：{reason}。请联系供应商；升级后可重放此消息。',
    en: 'Codec "{codec}" of scenario "{plugin}" failed on a message of device "{device}": {reason}. Ask the vendor; after an upgrade the message can be replayed.',
  },
  'ingest.unknown-reading': {
    fault: 'plugin',
    zh: '设备“{device}”上报了“{name}”，而物模型“{model}”没有这个属性或事件。请检查数据解析，或升级应用场景。',
    en: 'Device "{device}" reported "{name}", which model "{model}" does not have. Check the codec or upgrade the scenario.',
  },
  'ingest.outside-model': {
    fault: 'device',
    zh: '设备“{device}”的“{name}”取值 {value} 不符合物模型“{model}”：{reason}。请检查设备；若取值合理，请修改物模型后重放。',
    en: 'The value {value} for "{name}" of device "{device}" does not fit model "{model}": {reason}. Check the device; if the value is right, correct the model and replay.',
  },
  'ingest.clock-absurd': {
    fault: 'device',
    zh: '设备“{device}”的时钟显示 {said}，显然没有校准。其数据改按到达时间计。请在设备上设置时间，或开启 NTP 校时。',
    en: 'The clock of device "{device}" says {said}, so it was never set. What it reports counts from its arrival. Set its time, or switch NTP on.',
  },
  'ingest.clock-ahead': {
    fault: 'device',
    zh: '设备“{device}”的时钟显示 {said}，比服务器快 {seconds} 秒。其数据改按到达时间计。请校准设备的时间和时区。',
    en: 'The clock of device "{device}" says {said}, {seconds} seconds ahead of the server. What it reports counts from its arrival. Correct its time and time zone.',
  },
  'ingest.late': {
    fault: 'device',
    zh: '设备“{device}”的数据注明发生于 {said}，{seconds} 秒后才到达，超过数据源允许的时限：已保存，但除非期间连接中断过，规则不再考虑它。如果不是补传，请校准设备的时间和时区。',
    en: 'A report of device "{device}" is dated {said} and came {seconds} seconds later, longer than its source may take: it is stored, but no rule looks at it unless the connection was down meanwhile. If it is no backlog, correct the time and time zone of the device.',
  },
  'ingest.function-failed': {
    fault: 'plugin',
    zh: '应用场景“{plugin}”的函数“{function}”处理设备“{device}”的数据时失败：{reason}。原始数据已保存，但缺少派生字段。请联系供应商。',
    en: 'Function "{function}" of scenario "{plugin}" failed on data of device "{device}": {reason}. The observation is stored without the derived fields. Ask the vendor.',
  },
  'ingest.reducer-failed': {
    fault: 'plugin',
    zh: '应用场景“{plugin}”更新记录“{record}”（{key}）时失败：{reason}。记录保持不变。请联系供应商。',
    en: 'Scenario "{plugin}" failed to update record "{record}" ({key}): {reason}. The record is unchanged. Ask the vendor.',
  },
  'access.sign-in': {
    fault: 'caller',
    status: 401,
    zh: '账号或密码不正确。请核对后重试；忘记密码请联系管理员重置。',
    en: 'Login or password is wrong. Check both and try again; an administrator can reset a forgotten password.',
  },
  'access.too-many': {
    fault: 'caller',
    status: 429,
    zh: '登录失败次数过多，请在 {seconds} 秒后重试。',
    en: 'Too many failed sign-ins. Try again in {seconds} seconds.',
  },
  'access.signed-out': {
    fault: 'caller',
    status: 401,
    zh: '尚未登录，或登录已过期。请重新登录；程序请使用有效的访问令牌。',
    en: 'You are not signed in, or the session has expired. Sign in again; programs need a valid access token.',
  },
  'access.origin': {
    fault: 'caller',
    status: 403,
    zh: '已拒绝来自其他网站“{origin}”的操作。请在本系统的页面中操作；程序请使用访问令牌。',
    en: 'A write that came from another site, "{origin}", was refused. Use the pages of this system; programs use an access token.',
  },
  'access.role': {
    fault: 'caller',
    status: 403,
    zh: '您在该空间没有“{permission}”权限。需要以下角色之一：{roles}。请联系管理员。',
    en: 'You have no permission "{permission}" at this place. One of these roles is needed: {roles}. Ask an administrator.',
  },
  'access.scope': {
    fault: 'caller',
    status: 403,
    zh: '访问令牌缺少权限范围“{scope}”。请新建包含该范围的令牌。',
    en: 'The access token lacks the scope "{scope}". Create a token that includes it.',
  },
  'access.unknown-scope': {
    fault: 'caller',
    zh: '没有名为“{scope}”的权限范围。{hint}',
    en: 'There is no scope "{scope}". {hint}',
  },
  'access.session-only': {
    fault: 'caller',
    status: 403,
    zh: '访问令牌不能执行此操作，请用账号登录后操作。',
    en: 'An access token cannot do this. Sign in with an account.',
  },
  'http.invalid': {
    fault: 'caller',
    zh: '请求的“{where}”不符合要求：{reason}。请对照 /api/docs 修改。',
    en: '"{where}" of the request is not as required: {reason}. Compare with /api/docs.',
  },
  'http.not-json': {
    fault: 'caller',
    zh: '请求内容不是有效的 JSON：{reason}。',
    en: 'The body of the request is not valid JSON: {reason}.',
  },
  'http.forbidden-key': {
    fault: 'caller',
    zh: '请求体中含有不允许的字段名“{key}”。请去掉该字段。',
    en: 'The body has a field called "{key}", which is not allowed. Leave it out.',
  },
  'http.malformed': {
    fault: 'caller',
    zh: '收到的不是有效的 HTTP 请求：{reason}。地址中的中文等字符需要用百分号编码（UTF-8）。',
    en: 'What was received is no valid HTTP request: {reason}. Characters beyond ASCII in an address have to be percent-encoded (UTF-8).',
  },
  'http.too-deep': {
    fault: 'caller',
    status: 413,
    zh: '请求内容超出限制：{what} 为 {size}，上限 {limit}。请精简后重试。',
    en: 'The body of the request is over a limit: {what} is {size}, at most {limit} is taken. Shorten it.',
  },
  'http.too-large': {
    fault: 'caller',
    status: 413,
    zh: '请求内容超过 {limit} 字节的上限。请拆分或压缩后重试。',
    en: 'The body of the request is larger than {limit} bytes. Split or compress it.',
  },
  'http.media-type': {
    fault: 'caller',
    status: 415,
    zh: '不支持的内容类型“{type}”。请使用 application/json；上传文件请使用 multipart/form-data。',
    en: 'The content type "{type}" is not supported. Use application/json, or multipart/form-data for files.',
  },
  'http.no-route': {
    fault: 'caller',
    status: 404,
    zh: '没有“{method} {path}”这个接口。可用接口见 /api/docs。',
    en: 'There is no "{method} {path}". What there is stands in /api/docs.',
  },
  'http.not-found': {
    fault: 'caller',
    status: 404,
    zh: '找不到“{resource}”中的“{id}”，或您无权查看。请核对编号和您的角色范围。',
    en: 'There is no "{id}" among "{resource}", or you may not see it. Check the id and the places of your roles.',
  },
  'http.conflict': {
    fault: 'caller',
    status: 409,
    zh: '“{resource}”中已有“{id}”。请换一个编号，或修改已有的。',
    en: '"{id}" already exists among "{resource}". Choose another id or change the existing one.',
  },
  'http.key-reused': {
    fault: 'caller',
    status: 409,
    zh: 'Idempotency-Key“{key}”已用于另一个请求。请为新的请求使用新的值。',
    en: 'The Idempotency-Key "{key}" was already used for another request. Use a new one for a new request.',
  },
  'http.key-running': {
    fault: 'caller',
    status: 409,
    zh: 'Idempotency-Key“{key}”的请求仍在处理。请稍后用相同的值重试。',
    en: 'The request with the Idempotency-Key "{key}" is still running. Try again shortly with the same key.',
  },
  'http.unexpected': {
    fault: 'platform',
    zh: '系统内部出错（请求编号 {request}）。请稍后重试；如反复出现，请把该编号告诉管理员。',
    en: 'Something went wrong inside (request {request}). Try again; if it repeats, give that number to the administrator.',
  },
  'changes.gone': {
    fault: 'caller',
    status: 410,
    zh: '变更记录只保留到 {oldest}，您的游标 {cursor} 已过期。请重新读取全部数据，再从新的游标继续。',
    en: 'The change feed is kept from {oldest} on and your cursor {cursor} is older. Read everything again and go on from a new cursor.',
  },
  'changes.ahead': {
    fault: 'caller',
    status: 410,
    zh: '您的游标 {cursor} 从未发放过，变更记录目前只到 {head}：数据可能是从备份恢复的。请重新读取全部数据，再从新的游标继续。',
    en: 'Your cursor {cursor} was never given; the change feed ends at {head} for now. The data may have been restored from a backup. Read everything again and go on from a new cursor.',
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
  'attachment.type': {
    fault: 'caller',
    status: 415,
    zh: '文件“{name}”的内容不是可接受的类型。可上传：JPEG、PNG、WebP 图片和 PDF。',
    en: 'The content of the file "{name}" is not of an accepted type. Accepted are JPEG, PNG and WebP images and PDF.',
  },
  'attachment.mismatch': {
    fault: 'caller',
    status: 415,
    zh: '文件“{name}”声明为 {declared}，但内容是 {found}。请上传未经改名的原文件。',
    en: 'The file "{name}" says it is {declared} but contains {found}. Send the original file without renaming it.',
  },
  'attachment.too-large': {
    fault: 'caller',
    status: 413,
    zh: '文件“{name}”超过 {limit} 字节的上限。请压缩后上传。',
    en: 'The file "{name}" is larger than {limit} bytes. Compress it and send it again.',
  },
  'attachment.missing': {
    fault: 'caller',
    zh: '请求中没有文件。请以 multipart/form-data 上传一个文件。',
    en: 'The request contains no file. Send one file as multipart/form-data.',
  },
  'attachment.unknown': {
    fault: 'caller',
    zh: '附件“{hash}”不存在。请先上传文件，再引用返回的编号。',
    en: 'There is no attachment "{hash}". Upload the file first and use the hash of the answer.',
  },
  'plugin.unreadable': {
    fault: 'plugin',
    zh: '无法读取应用场景目录“{dir}”中的 {file}。请先在该目录运行 linli plugin build。',
    en: 'The file {file} of the scenario in "{dir}" cannot be read. Run linli plugin build there first.',
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
  'store.not-for-production': {
    fault: 'caller',
    zh: '正式环境（--profile production）不能使用内置数据库：它断电时可能丢失数据。请用 DATABASE_URL 指定 PostgreSQL。',
    en: 'The embedded database is not for production (--profile production): it may lose data at a power cut. Name a PostgreSQL with DATABASE_URL.',
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
  'community.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有编号为“{community}”的社区。请从社区列表中选择。',
    en: 'There is no community "{community}". Choose one from the list of communities.',
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
  'account.login-taken': {
    fault: 'caller',
    status: 409,
    zh: '登录名“{login}”已被使用。请换一个登录名。',
    en: 'The login "{login}" is taken. Choose another one.',
  },
  'account.last-admin': {
    fault: 'caller',
    status: 409,
    zh: '“{name}”是“{path}”的最后一位管理员，不能停用，也不能去掉管理员角色。请先为他人设置管理员角色。',
    en: '"{name}" is the last administrator of "{path}" and can neither be disabled nor lose that role. Make somebody else an administrator first.',
  },
  'access.password': {
    fault: 'caller',
    zh: '当前密码不正确。请重新输入；忘记密码请联系管理员重置。',
    en: 'The current password is wrong. Enter it again; an administrator can reset a forgotten one.',
  },
  'access.password-once': {
    fault: 'caller',
    status: 403,
    zh: '您正在使用一次性密码。请先设置自己的密码，再继续使用。',
    en: 'You signed in with a one-time password. Set a password of your own first.',
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
  'device.source-mismatch': {
    fault: 'caller',
    status: 422,
    zh: '物模型“{model}”不能通过数据源“{source}”（{plugin}/{spec}）接入。请选择该物模型支持的数据源：{known}。',
    en: 'Model "{model}" cannot be read from source "{source}" ({plugin}/{spec}). Choose a source of a kind it knows: {known}.',
  },
  'connection.in-use': {
    fault: 'caller',
    status: 409,
    zh: '数据源“{source}”还有 {count} 台设备，不能删除。请先把设备改到其他数据源，或只停用该数据源。',
    en: 'Source "{source}" still has {count} devices and is not removed. Move them to another source first, or only stop this one.',
  },
  'connection.no-token': {
    fault: 'caller',
    status: 422,
    zh: '数据源“{source}”不是 HTTP 类型，不使用令牌。',
    en: 'Source "{source}" is not an HTTP source, so it has no token.',
  },
  'connection.unknown': {
    fault: 'caller',
    status: 404,
    zh: '没有编号为“{source}”的数据源。请刷新数据源列表后重试。',
    en: 'There is no source "{source}". Refresh the list of sources and try again.',
  },
  'connection.exists': {
    fault: 'caller',
    status: 409,
    zh: '编号“{source}”已被另一个数据源使用。请换一个编号。',
    en: 'The id "{source}" belongs to another source. Choose another id.',
  },
  'connection.unknown-spec': {
    fault: 'caller',
    status: 422,
    zh: '应用场景“{plugin}”没有声明类型为 {kind} 的数据源“{spec}”。请从其声明的数据源中选择。',
    en: 'Scenario "{plugin}" declares no {kind} source "{spec}". Choose one that it declares.',
  },
  'dead-letter.unknown': {
    fault: 'caller',
    status: 404,
    zh: '未收数据中没有编号为“{id}”的消息，可能已过保存期。请刷新列表。',
    en: 'There is no dead letter "{id}"; it may be past its retention. Refresh the list.',
  },
  'command.unknown': {
    fault: 'caller',
    status: 422,
    zh: '设备“{device}”（物模型“{model}”）没有服务“{name}”。请从该设备的服务中选择。',
    en: 'Device "{device}" of model "{model}" has no command "{name}". Choose one of its commands.',
  },
  'command.args': {
    fault: 'caller',
    status: 422,
    zh: '设备“{device}”的服务“{name}”参数不符合要求：{reason}。请更正后再发送。',
    en: 'The arguments for command "{name}" of device "{device}" do not fit: {reason}. Correct them and send again.',
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

/** A code of the table. */
export type ErrorCode = keyof typeof errors

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

/** What the texts of a code name in braces. */
export type ErrorParams<Code extends ErrorCode> = {
  readonly [Name in Names<(typeof errors)[Code]['zh' | 'en']>]: ErrorParam
}

/** What stands for a name in a sentence: a value, or a text of our own that each language has in its words. */
export type ErrorParam = string | number | { readonly zh: string; readonly en: string }

/** An error with a code of the table; `message` is English for logs, `text` has both languages for people. */
export class RuntimeError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'RuntimeError'
  readonly code: Code
  readonly fault: Fault
  readonly status: number
  readonly params: Readonly<Record<string, ErrorParam>>
  readonly text: { readonly zh: string; readonly en: string }

  constructor(code: Code, params: ErrorParams<Code>, options?: ErrorOptions) {
    const spec: ErrorSpec = errors[code]
    super(fill(spec.en, params, 'en'), options)
    this.code = code
    this.fault = spec.fault
    this.status = spec.status ?? statusOfFault[spec.fault]
    this.params = params
    this.text = { zh: fill(spec.zh, params, 'zh'), en: this.message }
  }
}

const statusOfFault: Readonly<Record<Fault, number>> = {
  caller: 400,
  plugin: 502,
  device: 422,
  platform: 500,
}

/** Builds an error of the table; keep what led to it as `cause`. */
export function runtimeError<Code extends ErrorCode>(
  code: Code,
  params: ErrorParams<Code>,
  options?: ErrorOptions,
): RuntimeError<Code> {
  return new RuntimeError(code, params, options)
}

/** The sentence of a code in both languages, without an error around it: what a dead letter carries. */
export function describeError(
  code: ErrorCode,
  params: Readonly<Record<string, ErrorParam>>,
): { readonly zh: string; readonly en: string } {
  return { zh: fill(errors[code].zh, params, 'zh'), en: fill(errors[code].en, params, 'en') }
}

/** Asks by code, also for errors that came from another thread or process. */
export function hasCode<Code extends ErrorCode>(error: unknown, code: Code): error is Error & { code: Code } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}

function fill(text: string, params: Readonly<Record<string, ErrorParam>>, language: 'zh' | 'en'): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const param = params[name] ?? whole
    return String(typeof param === 'object' ? param[language] : param)
  })
}
