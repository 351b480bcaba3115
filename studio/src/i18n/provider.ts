import polyglotI18nProvider from 'ra-i18n-polyglot'
import english from 'ra-language-english'
import { en } from './en.ts'
import { raChinese } from './ra-zh.ts'
import { zh } from './zh.ts'

const tables = { zh: { ...raChinese, ...zh }, en: { ...english, ...en } }

/** Both languages are in the shell: switching needs no request. Chinese is the default. */
export const i18nProvider = polyglotI18nProvider(
  (locale) => (locale === 'en' ? tables.en : tables.zh),
  'zh',
  [
    { locale: 'zh', name: '中文' },
    { locale: 'en', name: 'English' },
  ],
  { allowMissing: true },
)
