import { useWords } from '../i18n/words.ts'
import { useInstallation, useInstallationTitle } from './use-installation.ts'

/** The scenario an alert or incident comes from; 人工上报 where a person reported it. */
export function ScenarioName({ installation }: { readonly installation: string | null }) {
  const t = useWords()
  const titleOf = useInstallationTitle()
  const { data } = useInstallation(installation)
  return <>{installation === null ? t('incidents.byPerson') : titleOf(data)}</>
}
