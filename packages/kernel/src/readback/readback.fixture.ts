import type { Json, Rule } from '../rule.ts'
import type { Labels, Language } from './labels.ts'

const v = (name: string): Json => ({ var: name })

/** A rule on bays per device that raises one alert. */
export function rule(more: Partial<Rule>): Rule {
  return {
    id: 'r',
    title: { zh: '规则', en: 'rule' },
    on: [{ device: 'bay', property: 'occupied' }],
    key: 'device',
    when: { '==': [v('occupied'), true] },
    do: [{ alert: { title: { zh: '车位超时', en: 'Parked too long' } } }],
    ...more,
  }
}

/** What people call the things these rules name. */
export const labels: Readonly<Record<Language, Labels>> = {
  zh: {
    names: {
      occupied: { text: '占用状态', values: { true: '车位占用', false: '车位空闲' } },
      temperature: { text: '温度', unit: '°C' },
      battery: { text: '电量', unit: '%' },
      mode: { text: '模式', values: { auto: '自动', manual: '手动', off: '关闭' } },
      'event.plate': { text: '车牌' },
      'event.confidence': { text: '可信度', unit: '%' },
      'event.at': { text: '拍摄地点' },
      'settings.limit': { text: '高温阈值', unit: '°C' },
      'settings.free': { text: '免费时长' },
      'settings.gate': { text: '大门位置' },
      'settings.known': { text: '白名单' },
      tags: { text: '标签' },
    },
    models: { bay: '车位传感器', camera: '车牌相机', 'form:patrol': '巡查表', gate: '道闸' },
    events: { 'camera.plate': '车牌相机识别到车牌' },
    commands: { 'gate.raise': '抬杆', 'self.open': '开闸' },
    calendars: { cn: '国家法定节假日' },
    settings: { limit: 40, free: 30 },
  },
  en: {
    names: {
      occupied: { text: 'occupancy', values: { true: 'the bay is taken', false: 'the bay is free' } },
      temperature: { text: 'the temperature', unit: '°C' },
      battery: { text: 'the battery', unit: '%' },
      mode: { text: 'the mode', values: { auto: 'automatic', manual: 'manual', off: 'off' } },
      'event.plate': { text: 'plate' },
      'event.confidence': { text: 'the confidence', unit: '%' },
      'event.at': { text: 'where it was taken' },
      'settings.limit': { text: 'Heat limit', unit: '°C' },
      'settings.free': { text: 'Free time' },
      'settings.gate': { text: 'Main gate' },
      'settings.known': { text: 'Allow-list' },
      tags: { text: 'the tags' },
    },
    models: {
      bay: 'the bay sensor',
      camera: 'the plate camera',
      'form:patrol': 'the patrol form',
      gate: 'the gate',
    },
    events: { 'camera.plate': 'a plate is read' },
    commands: { 'gate.raise': 'raise', 'self.open': 'open' },
    calendars: { cn: 'public calendar' },
    settings: { limit: 40, free: 30 },
  },
}
