import type { ErrorSpec } from './spec.ts'

/** What speaks with devices, and what they said. */
export const sourcesErrors = {
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
  'dead-letter.unknown': {
    fault: 'caller',
    status: 404,
    zh: '未收数据中没有编号为“{id}”的消息，可能已过保存期。请刷新列表。',
    en: 'There is no dead letter "{id}"; it may be past its retention. Refresh the list.',
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
} as const satisfies Record<string, ErrorSpec>
