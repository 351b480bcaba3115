import { QueryClient } from '@tanstack/react-query'
import { lazy } from 'react'
import { Admin, CustomRoutes, Resource } from 'react-admin'
import { Route } from 'react-router-dom'
import accounts from './accounts/index.ts'
import alerts from './alerts/index.ts'
import { statusOf } from './api/refusal.ts'
import { authProvider } from './auth-provider.ts'
import { dataProvider } from './data-provider/data-provider.ts'
import deadLetters from './dead-letters/index.ts'
import { DeskPage } from './desk/desk-page.tsx'
import devices from './devices/index.ts'
import { i18nProvider } from './i18n/provider.ts'
import incidents from './incidents/index.ts'
import installations from './installations/index.ts'
import { Layout } from './layout/layout.tsx'
import { lazyPage } from './layout/lazy-page.ts'
import { NotFound } from './layout/not-found.tsx'
import { SignIn } from './layout/sign-in.tsx'
import { PageWaiting } from './parts/states.tsx'
import places from './places/index.ts'
import sources from './sources/index.ts'
import submissions from './submissions/index.ts'
import { darkTheme, lightTheme } from './theme/theme.ts'

const FillPage = lazy(() => import('./submissions/fill-page.tsx'))
const RecordPage = lazyPage(() => import('./records/record-page.tsx'), 'RecordPage')

/** What the server refused will be refused again; what it did not answer is worth another try. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && (statusOf(error) === 0 || (statusOf(error) ?? 0) >= 500),
    },
  },
})

/** The studio: react-admin on the Linli API. It names no plugin: whatever a scenario shows comes from its contract. */
export function Studio() {
  return (
    <Admin
      title="邻里"
      authProvider={authProvider}
      dataProvider={dataProvider}
      i18nProvider={i18nProvider}
      queryClient={queryClient}
      theme={lightTheme}
      lightTheme={lightTheme}
      darkTheme={darkTheme}
      layout={Layout}
      loginPage={SignIn}
      catchAll={NotFound}
      loading={PageWaiting}
      dashboard={DeskPage}
      requireAuth
      disableTelemetry
    >
      <Resource name="alerts" {...alerts} />
      <Resource name="incidents" {...incidents} />
      <Resource name="devices" {...devices} />
      <Resource name="installations" {...installations} />
      <Resource name="submissions" {...submissions} />
      <Resource name="places" {...places} />
      <Resource name="sources" {...sources} />
      <Resource name="accounts" {...accounts} />
      <Resource name="dead-letters" {...deadLetters} />
      <CustomRoutes>
        <Route path="/records" element={<RecordPage />} />
        <Route path="/installations/:id/forms/:form" element={<FillPage />} />
      </CustomRoutes>
    </Admin>
  )
}
