-- Counts one request by several keys, in one step that nothing else comes between, until a limit is
-- used up. What comes before that one stays counted.
--
-- ARGV[1]: 'listed', or 'known-first' (see `Order` in store.rs).
-- ARGV[2*i], ARGV[2*i + 1]: the microseconds after which the limit of KEYS[i] allows one more, and
-- how many it allows at once.
-- Returns 0, or how many microseconds to wait.
--
-- The value of a key is the time, in microseconds, at which all of its limit has recovered (GCRA's
-- theoretical arrival time). The clock is the server's: those of the replicas need not agree.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local recovered, known, new = {}, {}, {}
for i, key in ipairs(KEYS) do
  local stored = tonumber(redis.call('GET', key) or 0)
  -- No later than if it were used up now: the clock of a server that takes over may be behind.
  recovered[i] = math.min(stored, now + ARGV[2 * i] * ARGV[2 * i + 1])
  if ARGV[1] == 'known-first' and stored <= now then
    table.insert(new, 1, i)
  else
    table.insert(known, i)
  end
end
for _, i in ipairs(new) do
  table.insert(known, i)
end
for _, i in ipairs(known) do
  local interval, count = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local wait = recovered[i] - interval * (count - 1) - now
  if wait > 0 then
    return wait
  end
  local next = math.max(recovered[i], now) + interval
  redis.call('SET', KEYS[i], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
end
return 0
