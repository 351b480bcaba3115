import { chirpstackCommand } from './dialects/chirpstack.ts'
import { mqttJsonCommand } from './dialects/mqtt-json.ts'
import { zigbeeBase, zigbeeCommand } from './dialects/zigbee2mqtt.ts'
import type { OutgoingCommand } from './source.ts'
import { readConfig, type SourceRow } from './source-row.ts'

/** Where plain JSON devices listen unless told otherwise. */
const jsonCommandTopic = 'devices/{address}/down'

/** A command as the source's dialect writes it; null where the source or the address does not allow one. */
export function mqttCommand(
  { spec, config }: SourceRow,
  command: OutgoingCommand,
): { readonly topic: string; readonly payload: string } | null {
  if (spec.kind !== 'mqtt' || /[+#\0]/.test(command.address)) return null
  const { topic, commandTopic, application } = readConfig(config)
  switch (spec.dialect) {
    case 'chirpstack-v4':
      return application === undefined ? null : chirpstackCommand(application, command.address, command.args)
    case 'zigbee2mqtt':
      return zigbeeCommand(topic ?? spec.topic ?? zigbeeBase, command.address, command.args)
    case 'json':
      return mqttJsonCommand(commandTopic ?? jsonCommandTopic, command)
  }
}
