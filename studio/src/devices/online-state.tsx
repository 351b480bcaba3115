import { useWords } from '../i18n/words.ts'
import { Mark, OnlineMark } from '../parts/chips.tsx'
import type { DeviceRow } from './device.ts'

/** 在线, 离线, 从未上报; where the model has no rhythm, only whether it ever reported. */
export function OnlineState({ device }: { readonly device: DeviceRow }) {
  const t = useWords()
  if (device.lastSeen === null) return <Mark tone="warning">{t('devices.never')}</Mark>
  if (device.online === null) return <OnlineMark online>{t('devices.online')}</OnlineMark>
  return (
    <OnlineMark online={device.online}>{t(device.online ? 'devices.online' : 'devices.offline')}</OnlineMark>
  )
}
