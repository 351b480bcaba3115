import { useSay, useWords } from '../i18n/words.ts'
import { useInstallation } from './use-installation.ts'

/** The scenario an alert or incident comes from; 人工上报 where a person reported it. */
export function ScenarioName({ installation }: { readonly installation: string | null }) {
  const t = useWords()
  const say = useSay()
  const { data } = useInstallation(installation)
  if (installation === null) return <>{t('incidents.byPerson')}</>
  return <>{say(data?.contract.title) || data?.title || ''}</>
}
