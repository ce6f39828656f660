// A conversation through Microsoft's own client library. usage: node directline_client.cjs DOMAIN TOKEN MODE TEXT...
// MODE is "socket" or "poll". Prints one JSON object: what was received, in order, and the connection's states.
const web = process.env.WEB_MODULES;
global.XMLHttpRequest = require(`${web}/xmlhttprequest`).XMLHttpRequest;
global.WebSocket = require(`${web}/ws`);
const { DirectLine, ConnectionStatus } = require(`${web}/botframework-directlinejs`);

const [domain, token, mode, ...texts] = process.argv.slice(2);
const client = new DirectLine({ domain, token, webSocket: mode === 'socket', pollingInterval: 200 });
const received = [];
const statuses = [];
const posted = [];

client.connectionStatus$.subscribe((status) => statuses.push(ConnectionStatus[status]));
client.activity$.subscribe((activity) => {
  received.push({ type: activity.type, from: activity.from.role, text: activity.text, replyToId: activity.replyToId });
  const finished = activity.replyToId && activity.channelData && activity.channelData.turn;
  if (finished) next();
  else if (received.length === 1) next();
});

function next() {
  const text = texts.shift();
  if (text === undefined) return finish();
  client
    .postActivity({ type: 'message', from: { id: 'me', name: '' }, text })
    .subscribe((id) => posted.push(id), fail);
}

function finish() {
  console.log(JSON.stringify({ received, statuses, posted }));
  client.end();
  process.exit(0);
}

function fail(error) {
  console.error(String(error));
  process.exit(1);
}

setTimeout(() => fail(`nothing more came; so far ${JSON.stringify({ received, statuses, posted })}`), 40000);
