import { Alert, Box, Button } from '@mui/material'
import { useState } from 'react'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { useWords } from '../i18n/words.ts'
import { Copyable } from '../parts/copyable.tsx'
import { addressesOf, type SourceRow } from './source.ts'

/** The token of an HTTP source: made by the server, shown once. Without one anybody who knows the address may send. */
export function SourceToken({ source }: { readonly source: SourceRow }) {
  const t = useWords()
  const [token, setToken] = useState<string | null>(null)
  const { busy, write } = useWrite()
  const isProtected = Boolean(source.config?.tokenHash)
  const renew = async () => {
    const done = await write(
      () => answered(api.POST('/api/sources/{id}/token', { params: { path: { id: source.id } } })),
      { resources: ['sources'] },
    )
    if (done) setToken(done.answer.token)
  }
  return (
    <Box sx={{ mt: 2 }}>
      {token ? (
        <>
          <Copyable label={t('sources.token')} text={token} testId="source-token" />
          <Copyable label={t('sources.urlWithToken')} text={`${addressesOf(source).url}/${token}`} />
          <Alert severity="warning" sx={{ mt: 1.5 }}>
            {t('sources.tokenOnce')}
          </Alert>
        </>
      ) : (
        <>
          <Alert severity={isProtected ? 'success' : 'warning'}>
            {t(isProtected ? 'sources.protected' : 'sources.unprotected')}
          </Alert>
          <Button
            variant="outlined"
            disabled={busy}
            sx={{ mt: 1.5 }}
            onClick={() => void renew()}
            data-testid="renew-token"
          >
            {t(isProtected ? 'sources.renewToken' : 'sources.makeToken')}
          </Button>
        </>
      )}
    </Box>
  )
}
