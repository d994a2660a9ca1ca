// The page of the mock: submits examples of the contract, and shows the jobs, the requests and the contract.
'use strict';

const element = id => document.getElementById(id);
const rows = new Map();

function cell(...content) {
  const td = document.createElement('td');
  td.append(...content);
  return td;
}

function create(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

// A row is created once and then changed in place, so that a playing video is not interrupted.
function row(task) {
  const parts = {
    status: create('span', {}),
    progress: create('progress', { max: 1, value: 0 }),
    video: cell(),
  };
  parts.line = create('tr', { id: `task-${task.id}` });
  parts.line.append(
    cell(create('code', { textContent: task.id })), cell(task.family), cell(task.scenario), cell(parts.status), cell(parts.progress), parts.video);
  element('tasks').prepend(parts.line);
  rows.set(task.id, parts);
  return parts;
}

function show(task) {
  const parts = rows.get(task.id) ?? row(task);
  parts.status.textContent = task.status;
  parts.status.className = `phase ${task.phase}`;
  parts.progress.value = task.progress;
  if (task.hasVideo && !parts.video.hasChildNodes()) {
    parts.video.append(create('video', { src: 'page/sample.mp4', controls: true, muted: true, preload: 'metadata' }));
  }
}

async function control(path, options) {
  const headers = { 'Authorization': `Bearer ${element('key').value}` };
  const response = await fetch(`__mock/${path}`, { headers, ...options });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.message);
  }
  return answer;
}

// The newest request first, and the status before the request, because people look for what went wrong.
function requestRow(request) {
  const line = create('tr', {});
  const status = create('span', { textContent: request.status || 'none', className: `phase ${request.status && request.status < 400 ? 'succeeded' : 'failed'}` });
  const asked = cell(create('code', { textContent: `${request.method} ${request.path}` }));
  if (request.body) {
    asked.append(create('pre', { textContent: request.body }));
  }
  line.append(cell(new Date(request.receivedAt).toLocaleTimeString()), cell(status), cell(request.operation ?? ''), asked);
  return line;
}

let shownRequests = '';
function showRequests(requests) {
  const filter = element('filter').value.toLowerCase();
  const shown = requests.filter(request => JSON.stringify(request).toLowerCase().includes(filter)).reverse();
  const text = JSON.stringify(shown);
  if (text !== shownRequests) {
    shownRequests = text;
    element('requests').replaceChildren(...shown.map(requestRow));
  }
  element('silent').hidden = shown.length > 0;
}

function showDrifts(drifts) {
  element('drift').hidden = drifts.length === 0;
  element('drifts').replaceChildren(...drifts.map(drift => {
    const line = create('tr', {});
    line.append(cell(`${drift.times}`), cell(drift.operation), cell(drift.direction), cell(create('code', { textContent: drift.path })), cell(drift.what));
    return line;
  }));
}

let isLost = false;
async function refresh() {
  try {
    const tasks = await control('jobs');
    tasks.forEach(show);
    const ids = new Set(tasks.map(task => task.id));
    [...rows].filter(([id]) => !ids.has(id)).forEach(([id, parts]) => { parts.line.remove(); rows.delete(id); });
    element('none').hidden = tasks.length > 0;
    showRequests(await control('requests'));
    showDrifts(await control('drifts'));
    element('answer').textContent = isLost ? '' : element('answer').textContent;
    isLost = false;
  } catch (problem) {
    isLost = true;
    element('answer').textContent = problem instanceof TypeError ? 'The mock does not answer any more.' : problem.message;
  }
  setTimeout(refresh, 500);
}

function options(select, values) {
  element(select).append(...values.map(([value, text]) => create('option', { value, textContent: text })));
}

// Every example of every operation that submits a job.
function submissions(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) => Object.entries(item)
    .filter(([, operation]) => operation['x-task-step'] === 'submit')
    .flatMap(([method, operation]) => Object.entries(operation.requestBody.content['application/json'].examples)
      .map(([name, example]) => ({ title: `${operation.tags[0]} · ${name}`, method, path, body: example.value }))));
}

async function submit(contract, chosen) {
  const path = chosen.path.replace(/\{[^}]+\}/, element('scenario').value);
  const response = await fetch(contract.servers[0].url + path, {
    method: chosen.method.toUpperCase(),
    headers: { 'Authorization': `Bearer ${element('key').value}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(chosen.body),
  });
  element('answer').textContent = `${response.status} ${await response.text()}`.slice(0, 120);
}

async function start() {
  const contract = await (await fetch('openapi.json')).json();
  const scenarios = await (await fetch('scenarios')).json();
  const examples = submissions(contract);
  options('example', examples.map((example, index) => [index, example.title]));
  options('scenario', scenarios.map(scenario => [scenario.name, `${scenario.name}: ${scenario.description}`]));
  element('submit').addEventListener('submit', event => {
    event.preventDefault();
    submit(contract, examples[element('example').value]);
  });
  element('received').addEventListener('submit', event => {
    event.preventDefault();
    control('requests', { method: 'DELETE' });
  });
  const driving = await (await fetch('__mock/openapi.json', { headers: { 'Authorization': `Bearer ${element('key').value}` } })).json();
  // Relative to another server than the contract's, and put below it.
  const drivingPaths = Object.fromEntries(Object.entries(driving.paths ?? {}).map(([path, item]) => [path, { ...item, servers: driving.servers }]));
  const ui = SwaggerUIBundle({
    spec: {
      ...contract,
      tags: [...contract.tags ?? [], ...driving.tags ?? []],
      paths: { ...contract.paths, ...drivingPaths },
      components: { ...contract.components, responses: { ...contract.components?.responses, ...driving.components?.responses } },
    },
    domNode: element('reference'),
    deepLinking: false,
    tryItOutEnabled: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    onComplete: () => Object.keys(contract.components.securitySchemes ?? {}).forEach(name => ui.preauthorizeApiKey(name, element('key').value)),
  });
  refresh();
}

start();
