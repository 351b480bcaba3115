import type { FlowDefinition } from './definition.ts'

/** The handling of whatever has no flow of its own: 核实 → 派单 → 签收 → 处置 → 核查 → 结案. */
export const standardFlow: FlowDefinition = {
  title: { zh: '标准处置流程', en: 'Standard handling' },
  steps: {
    verify: { role: 'grid-worker', within: { normal: '4h', major: '30m', urgent: '5m' } },
    dispatch: { role: 'grid-leader', within: { normal: '4h', major: '30m', urgent: '5m' } },
    sign: { role: 'grid-worker', within: { normal: '4h', major: '30m', urgent: '10m' } },
    handle: { role: 'grid-worker', within: { normal: '3d', major: '1d', urgent: '2h' }, evidence: ['note'] },
    check: { role: 'grid-leader', within: { normal: '1d', major: '8h', urgent: '4h' } },
    close: {
      role: 'community-worker',
      within: { normal: '2d', major: '1d', urgent: '1d' },
      evidence: ['note'],
    },
  },
  dispatchFirst: ['urgent'],
  raise: ['grid-leader', 'community', 'street', 'district'],
}
