// A contender of the benchmark: a shop's server after the steps of Zuora's article, made complete, with
// Express and the `fetch` of Node.js. It serves the page, and has one call signed for it.
//
// With TOKEN_CACHE=off it asks for a bearer token before every signature, as the article does.

'use strict'

const express = require('express')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const ZUORA = process.env.ZUORA_BASE_URL
const ACCOUNT = process.env.ZUORA_ACCOUNT_KEY
const CACHED = process.env.TOKEN_CACHE !== 'off'
const PATH = '/v1/payment-methods/credit-cards'
// A token is not used in the last minute before it expires.
const MARGIN_SECONDS = 60

const page = readFileSync(join(__dirname, 'page.html'), 'utf8')
let bearer = { token: '', expires: 0 }

async function call(path, init) {
  const response = await fetch(ZUORA + path, { method: 'POST', ...init })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}

async function bearerToken() {
  if (CACHED && Date.now() < bearer.expires) return bearer.token
  const granted = await call('/oauth/token', {
    body: new URLSearchParams({
      client_id: process.env.ZUORA_CLIENT_ID,
      client_secret: process.env.ZUORA_CLIENT_SECRET,
      grant_type: 'client_credentials',
    }),
  })
  bearer = {
    token: granted.access_token,
    expires: Date.now() + (granted.expires_in - MARGIN_SECONDS) * 1000,
  }
  return bearer.token
}

async function sign() {
  const uri = ZUORA + PATH
  const token = await bearerToken()
  const signed = await call('/v1/hmac-signatures', {
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ uri, method: 'POST', accountKey: ACCOUNT }),
  })
  return { signature: signed.signature, token: signed.token, uri, accountKey: ACCOUNT }
}

const app = express()
app.get('/', (_, response) => response.type('html').send(page))
app.post('/signature', async (_, response) => {
  try {
    response.set('Cache-Control', 'no-store').json(await sign())
  } catch (error) {
    console.error(error)
    response.status(502).json({ error: 'no signature' })
  }
})
const listener = app.listen(0, '127.0.0.1', () => {
  console.log(`listening 127.0.0.1:${listener.address().port}`)
})
