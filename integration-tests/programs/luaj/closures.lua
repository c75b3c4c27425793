-- Closures over shared variables, and classes made of metatables.
local n = tonumber((...)) or 1000

local function counter(step)
  local value = 0
  return function()
    value = value + step
    return value
  end, function()
    return value
  end
end

local up, upValue = counter(1)
local down, downValue = counter(-2)
for i = 1, n do
  up()
  if i % 3 == 0 then
    down()
  end
end
print(upValue(), downValue())

local Point = {}
Point.__index = Point
function Point.new(x, y)
  return setmetatable({ x = x, y = y }, Point)
end
Point.__add = function(a, b)
  return Point.new(a.x + b.x, a.y + b.y)
end
Point.__eq = function(a, b)
  return a.x == b.x and a.y == b.y
end
function Point:weight()
  return self.x - self.y
end

local Heavy = setmetatable({}, { __index = Point })
Heavy.__index = Heavy
Heavy.__add = Point.__add
function Heavy.new(x, y)
  return setmetatable({ x = x, y = y }, Heavy)
end
function Heavy:weight()
  return 2 * Point.weight(self)
end

local sum, weight = Point.new(0, 0), 0
local shapes = { Point.new(3, 1), Heavy.new(2, 5), Point.new(1, 1) }
for i = 1, n do
  local shape = shapes[i % 3 + 1]
  weight = weight + shape:weight()
  sum = sum + shape
  if sum.x > 1000 then
    sum = Point.new(sum.x - 1000, sum.y)
  end
end
print(sum.x, sum.y, weight, sum == Point.new(sum.x, sum.y))

local function compose(f, g)
  return function(x)
    return f(g(x))
  end
end
local add3 = function(x) return x + 3 end
local half = function(x) return x % 2 == 0 and x / 2 or x end
local both = compose(add3, half)
local x = 1
for _ = 1, n do
  x = both(x)
end
print(x)
