-- Builds strings, by concatenation and from parts, and walks over them.
local n = tonumber((...)) or 300

local parts = {}
for i = 1, n do
  parts[#parts + 1] = "item" .. i % 100 .. ";"
end
local text = table.concat(parts)
print(#text)

local hash = 0
for i = 1, #text do
  hash = (hash * 31 + text:byte(i)) % 65521
end
print(hash)

local reversed = ""
for i = 1, n / 10 do
  reversed = text:sub(i, i) .. reversed
end
print(#reversed, reversed:sub(1, 12))

local count = 0
for word in text:gmatch("item%d+") do
  if #word == 5 then
    count = count + 1
  end
end
print(count)
