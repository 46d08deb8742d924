// usage: node client_test.mjs ORIGIN TOKEN
// HubSpot's official Node client, told only another basePath, seeds and reads the sandbox as it would a portal.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

const [origin, token] = process.argv.slice(2)
// The package lies beside the working directory, not beside this file: node_modules is never in the source tree.
const require = createRequire(process.cwd() + '/')
const { Client } = require('@hubspot/api-client')
const client = new Client({ accessToken: token, basePath: origin, numberOfApiCallRetries: 0 })
const unique = Date.now().toString(36)
let checks = 0
const check = (what, condition) => { checks += 1; assert.ok(condition, what) }
const refusal = async (call) => { try { await call() } catch (error) { return error } throw new Error('not refused') }

// Resolving the objectTypeId
const schemas = (await client.crm.schemas.coreApi.getAll()).results
const eventsType = schemas.find(s => s.name === 'events').objectTypeId
const registrationsType = schemas.find(s => s.name === 'event_registrations').objectTypeId
check('custom type ids', /^2-\d+$/.test(eventsType) && eventsType !== registrationsType)
check('38 properties', schemas.find(s => s.name === 'events').properties.length === 38)
const property = await client.crm.properties.coreApi.getByName(registrationsType, 'payment_status')
check('five payment states', property.options.length === 5)
check('18 properties', (await client.crm.properties.coreApi.getAll(registrationsType)).results.length === 18)

// Objects
const objects = client.crm.objects
const name = 'Client Conference ' + unique
const event = await objects.basicApi.create(eventsType, { properties: {
  name, url_slug: 'client-' + unique, event_status: 'published', start_datetime: '2031-06-15T09:00:00.000Z',
  capacity_total: '500' }, associations: [] })
check('created', event.id && event.properties.name === name)
const again = await refusal(() => objects.basicApi.create(eventsType, { properties: { name }, associations: [] }))
check('a name a second time is a conflict', again.code === 409 && again.body.category === 'CONFLICT')
const unknown = await refusal(() => objects.basicApi.create(eventsType, { properties: { name: 'x' + unique, colour: 'red' } }))
check('unknown property', unknown.code === 400 && unknown.body.category === 'VALIDATION_ERROR')
const byName = await objects.basicApi.getById(eventsType, name, ['name', 'city'], undefined, undefined, false, 'name')
check('read by a unique property', byName.id === event.id && byName.properties.city === null)
const moved = await objects.basicApi.update(eventsType, event.id, { properties: { city: 'Utrecht' } })
check('updated', moved.properties.city === 'Utrecht' && moved.updatedAt instanceof Date)
const absent = await refusal(() => objects.basicApi.getById(eventsType, '1'))
check('not found', absent.code === 404 && absent.body.category === 'OBJECT_NOT_FOUND')

const registrations = await objects.batchApi.create(registrationsType, { inputs: [1, 2, 3].map(n => ({
  properties: { attendee_name: 'Guest ' + n, email: `g${n}.${unique}@example.com`, registration_status: 'confirmed',
    payment_status: 'free', attendance_status: 'not_arrived', qr_code: 'EVT-' + (unique + 'ABCDEFGHIJKL').toUpperCase().slice(0, 11) + n },
  associations: [] })) })
check('batch created', registrations.status === 'COMPLETE' && registrations.results.length === 3)
const ids = registrations.results.map(r => ({ id: r.id }))
const read = await objects.batchApi.read(registrationsType, { inputs: [...ids, { id: '1' }], properties: ['email'], propertiesWithHistory: [] })
check('batch read, one missing', read.results.length === 3 && read.numErrors === 1)
await objects.batchApi.update(registrationsType, { inputs: ids.map(({ id }) => ({ id, properties: { company: 'Acme' } })) })
const found = await objects.searchApi.doSearch(registrationsType, {
  filterGroups: [{ filters: [{ propertyName: 'email', operator: 'IN', values: [1, 2, 3].map(n => `g${n}.${unique}@example.com`) },
    { propertyName: 'company', operator: 'EQ', value: 'Acme' }] }],
  sorts: ['-attendee_name'], properties: ['attendee_name'], limit: 2 })
check('search', found.total === 3 && found.results.length === 2 && found.results[0].properties.attendee_name === 'Guest 3')
const rest = await objects.searchApi.doSearch(registrationsType, {
  filterGroups: [{ filters: [{ propertyName: 'company', operator: 'EQ', value: 'acme' },
    { propertyName: 'email', operator: 'CONTAINS_TOKEN', value: '*' + unique + '*' }] }],
  sorts: ['-attendee_name'], properties: ['attendee_name'], limit: 2, after: found.paging.next.after })
check('search, second page', rest.results.length === 1 && rest.results[0].properties.attendee_name === 'Guest 1')

// Contacts and their client
const contact = await client.crm.contacts.basicApi.create({ properties: { email: `G1.${unique}@Example.com`, firstname: 'Guest' }, associations: [] })
check('e-mail in lower case', contact.properties.email === `g1.${unique}@example.com`)
const sameContact = await refusal(() => client.crm.contacts.basicApi.create({ properties: { email: contact.properties.email }, associations: [] }))
check('existing contact is named', sameContact.code === 409 && sameContact.body.message.includes(contact.id))
const byMail = await client.crm.contacts.basicApi.getById(contact.properties.email, ['firstname'], undefined, undefined, false, 'email')
check('contact by e-mail', byMail.id === contact.id && byMail.properties.firstname === 'Guest')

// Associations: each numeric type by its label
const v4 = client.crm.associations.v4
const labels = async (from, to) => (await v4.schema?.definitionsApi?.getAll(from, to) ??
  await (await client.apiRequest({ path: `/crm/v4/associations/${from}/${to}/labels` })).json()).results
const typeOf = async (from, to, label) => (await labels(from, to)).find(l => l.label === label).typeId
const link = async (from, to, label, pairs) => v4.batchApi.create(from, to, { inputs: await Promise.all(pairs.map(async ([a, b]) => ({
  _from: { id: a }, to: { id: b }, types: [{ associationCategory: 'USER_DEFINED', associationTypeId: await typeOf(from, to, label) }] }))) })
const linked = await link(eventsType, registrationsType, 'Event Registrations', ids.map(({ id }) => [event.id, id]))
check('linked', linked.results.length === 3 && linked.results[0].labels[0] === 'Event Registrations')
await link('contacts', registrationsType, 'Registered Attendee', [[contact.id, ids[0].id]])
await link('contacts', registrationsType, 'Purchaser', [[contact.id, ids[0].id]])
await link('contacts', eventsType, 'Registered', [[contact.id, event.id]])
const ends = await v4.batchApi.getPage(eventsType, registrationsType, { inputs: [{ id: event.id }] })
check('batch read of links', ends.results[0].to.length === 3 &&
  ends.results[0].to[0].associationTypes.some(t => t.label === 'Event Registrations'))
const back = await v4.basicApi.getPage(registrationsType, ids[0].id, 'contacts')
check('the other way round', back.results.length === 1 && back.results[0].associationTypes.some(t => t.label === 'Event Registration'))
check('inverse label', (await labels(registrationsType, eventsType)).some(l => l.label === 'Event'))

// What was seeded is what the Events API shows
const post = async (endpoint, body) => (await fetch(`${origin}/apps/events/${endpoint}`, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ portalId: process.argv[4] ?? '12345678', ...body }) })).json()
const details = await post('fetch-event-details', { eventId: 'client-' + unique })
check('three on the list', details.registrations.length === 3 && details.registrations[0].company === 'Acme')
const mine = await post('fetch-user-registrations', { contactId: contact.id })
check('the contact is registered', mine.eventIds.includes(event.id))

await objects.basicApi.archive(registrationsType, ids[2].id)
check('archived', (await refusal(() => objects.basicApi.getById(registrationsType, ids[2].id))).code === 404)
const stranger = new Client({ accessToken: 'wrong', basePath: origin, numberOfApiCallRetries: 0 })
check('token', (await refusal(() => stranger.crm.schemas.coreApi.getAll())).code === 401)
console.log(`hubspot client: ${checks} checks hold`)
