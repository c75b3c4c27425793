-- Errors thrown and caught, with strings and with tables, and results that vary in number.
local n = tonumber((...)) or 300

local function risky(i)
  if i % 5 == 0 then
    error({ code = i % 11 })
  elseif i % 7 == 0 then
    error("seven", 0)
  elseif i % 13 == 0 then
    return nil + i
  end
  return i, i + 1
end

local sum, codes, strings, faults = 0, 0, 0, 0
for i = 1, n do
  local ok, a, b = pcall(risky, i)
  if ok then
    sum = (sum + a + b) % 1000003
  elseif type(a) == "table" then
    codes = codes + a.code
  elseif tostring(a):find("seven", 1, true) then
    strings = strings + 1
  else
    faults = faults + 1
  end
end
print(sum, codes, strings, faults)

local function pick(...)
  local count = select("#", ...)
  return count, ...
end
local total = 0
for i = 1, n do
  local count, first, second = pick(i, i % 3, pick(i))
  total = total + count + first % 5 + second
end
print(total)
